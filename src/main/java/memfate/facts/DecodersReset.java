package memfate.facts;

import memfate.iomem.AddressRange;

/** The decoders from the devices of a region up to its window are being reset. */
public record DecodersReset(String region, AddressRange range) implements Transient {}
