package memfate.facts;

import memfate.iomem.AddressRange;

/** Addresses that belong to a NUMA node. */
public record NodeRange(AddressRange range, String source) implements Ranged {}
