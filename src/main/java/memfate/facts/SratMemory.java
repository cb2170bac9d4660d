package memfate.facts;

import memfate.iomem.AddressRange;
import memfate.platform.SourceLocation;

/**
 * An SRAT memory affinity entry.
 *
 * @param index place in the table, from 0
 * @param hotplug whether it is marked hot-pluggable
 * @param specificPurpose whether it is marked for a specific purpose (flag bit 3)
 */
public record SratMemory(
    int index,
    long pxm,
    AddressRange range,
    boolean enabled,
    boolean hotplug,
    boolean specificPurpose,
    SourceLocation at)
    implements Located, Ranged {}
