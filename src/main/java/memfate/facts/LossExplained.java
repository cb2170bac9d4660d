package memfate.facts;

import memfate.iomem.AddressRange;

/** Addresses of which a finding says already why nobody uses them. */
public record LossExplained(AddressRange range) implements Ranged {}
