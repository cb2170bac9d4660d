package memfate.facts;

/** A memory device has just lost its driver: it was removed, or its driver was. */
public record MemdevGone(String memdev) implements Transient {}
