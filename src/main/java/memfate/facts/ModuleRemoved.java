package memfate.facts;

/** A module has just been removed. */
public record ModuleRemoved(String module) implements Transient {}
