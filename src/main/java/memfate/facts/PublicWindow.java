package memfate.facts;

import memfate.iomem.AddressRange;

/**
 * A decoded window that is published in iomem.
 *
 * @param name {@code CXL Window N}
 * @param range what is left of it in the private tree: only regions inside it find their window
 * @param published its range in iomem, which may have grown
 */
public record PublicWindow(String name, AddressRange range, AddressRange published)
    implements Ranged {}
