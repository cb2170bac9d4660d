package memfate.facts;

import memfate.iomem.AddressRange;

/**
 * A driver that is bound to a dax device.
 *
 * @param mapped the addresses it uses
 */
public record DaxBinding(String dax, String driver, AddressRange mapped) {}
