package memfate.facts;

import memfate.iomem.AddressRange;

/**
 * A driver that refused a device.
 *
 * @param errno negative, such as -16
 */
public record ProbeFailed(String driver, String device, AddressRange range, int errno) {}
