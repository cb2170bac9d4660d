package memfate.facts;

/** The last address of usable memory. */
public record EndOfRam(long address) {}
