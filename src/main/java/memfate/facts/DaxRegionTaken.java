package memfate.facts;

import memfate.iomem.AddressRange;

/** A dax region that hmem made for its device. */
public record DaxRegionTaken(int id, AddressRange range) implements Transient {}
