package memfate.facts;

import memfate.iomem.AddressRange;

/** A region that has just lost its dax region: destroyed, or without a target. */
public record RegionGone(String region, int id, AddressRange range) implements Transient {}
