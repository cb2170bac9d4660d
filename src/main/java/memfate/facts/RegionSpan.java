package memfate.facts;

import memfate.iomem.AddressRange;

/** The addresses of a committed region, for those who ask what several cover together. */
public record RegionSpan(AddressRange range) implements Ranged, Transient {}
