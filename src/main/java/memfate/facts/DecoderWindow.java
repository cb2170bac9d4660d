package memfate.facts;

/** The window in which an endpoint decoder lies. */
public record DecoderWindow(int decoder, int window) {}
