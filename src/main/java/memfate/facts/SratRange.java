package memfate.facts;

import memfate.iomem.AddressRange;
import memfate.platform.SourceLocation;

/**
 * The addresses of an enabled SRAT memory affinity entry.
 *
 * @param entry {@code index} of the {@link SratMemory}
 */
public record SratRange(int entry, AddressRange range, SourceLocation at)
    implements Located, Ranged {}
