package memfate.facts;

/** The driver of a dax device lets go of it. */
public record DaxUnbound(String dax) implements Transient {}
