package memfate.facts;

import memfate.iomem.AddressRange;

/** {@code hmem_register_device()} is called for a range. */
public record RegisterCall(AddressRange range) implements Transient {}
