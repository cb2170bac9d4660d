package memfate.platform;

import memfate.iomem.AddressRange;

/** One SRAT memory affinity entry. */
public record SratEntry(
    long pxm,
    AddressRange range,
    boolean enabled,
    boolean hotplug,
    boolean nonvolatile,
    boolean specificPurpose,
    SourceLocation at) {}
