package memfate.facts;

/** A module that cannot load because one that it needs is missing. */
public record MissingDependency(String module, String needs) {}
