package memfate.facts;

import memfate.iomem.AddressRange;
import memfate.platform.SourceLocation;

/**
 * The addresses of a CFMWS entry, whether the kernel takes the window or not; an entry whose base
 * and size make no range has none.
 *
 * @param window {@code index} of the {@link FixedWindow}
 */
public record WindowRange(int window, AddressRange range, SourceLocation at)
    implements Located, Ranged {}
