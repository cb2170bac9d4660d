package memfate.facts;

import memfate.iomem.AddressRange;

/** System RAM that was online when its dax device went: it stays until the next boot. */
public record StrandedMemory(String dax, AddressRange range) {}
