package memfate.facts;

/** A module whose file can be found. */
public record ModuleFile(String module) {}
