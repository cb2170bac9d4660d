package memfate.facts;

import memfate.iomem.AddressRange;

/**
 * A dax device.
 *
 * @param name {@code dax0.0}
 * @param provider {@code cxl} or {@code hmem}
 * @param size bytes; 0 for an idle region
 * @param node whether it has a NUMA node
 */
public record DaxDevice(
    String name, String provider, AddressRange range, long size, boolean node) {}
