package memfate.facts;

/** A driver that is part of the kernel image. */
public record BuiltIn(String module) {}
