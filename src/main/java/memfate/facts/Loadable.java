package memfate.facts;

/** A module whose file is there and may be loaded by name. */
public record Loadable(String module) {}
