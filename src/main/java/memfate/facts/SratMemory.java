package memfate.facts;

import memfate.iomem.AddressRange;
import memfate.platform.SourceLocation;

/**
 * An SRAT memory affinity entry.
 *
 * @param index place in the table, from 0
 */
public record SratMemory(
    int index, long pxm, AddressRange range, boolean enabled, SourceLocation at)
    implements Located {}
