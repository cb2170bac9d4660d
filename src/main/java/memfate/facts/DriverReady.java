package memfate.facts;

/** A module whose init function returned 0. */
public record DriverReady(String module) {}
