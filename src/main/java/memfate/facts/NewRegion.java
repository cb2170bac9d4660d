package memfate.facts;

import memfate.iomem.AddressRange;

/** A region that has just been started. */
public record NewRegion(String region, int window, AddressRange range) implements Transient {}
