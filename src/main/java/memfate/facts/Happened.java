package memfate.facts;

/** An event that is over. */
public record Happened(String name, String subject) {}
