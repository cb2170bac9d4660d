package memfate.facts;

/** Why the assembly of a region does not complete. */
public record RegionFault(String region, String reason) {}
