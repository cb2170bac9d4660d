package memfate.facts;

import memfate.iomem.AddressRange;

/**
 * A window that has been published in iomem.
 *
 * @param name {@code CXL Window N}
 * @param privateRange what is left of it in the private tree
 * @param range its range in iomem, which may have grown
 */
public record PublicWindow(
    String name,
    AddressRange privateRange,
    AddressRange range) {}
