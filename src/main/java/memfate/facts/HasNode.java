package memfate.facts;

import memfate.iomem.AddressRange;

/** A unit whose memory has a NUMA node. */
public record HasNode(AddressRange range) {}
