package memfate.facts;

import memfate.iomem.AddressRange;

/** A range whose registration was decided; the device is made when the walk is over. */
public record PendingHmemDevice(AddressRange range, String walk) {}
