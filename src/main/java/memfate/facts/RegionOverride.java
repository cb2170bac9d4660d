package memfate.facts;

import memfate.iomem.AddressRange;
import memfate.platform.SourceLocation;

/**
 * A region whose state the description fixes.
 *
 * @param state {@code commit} or {@code interleave-active}
 * @param mode {@code ram} or {@code pmem}, empty when not told
 */
public record RegionOverride(
    int index, AddressRange range, String mode, String state, SourceLocation at)
    implements Located {}
