package memfate.facts;

import memfate.iomem.AddressRange;
import memfate.platform.SourceLocation;

/**
 * An entry of the kernel's memory map (e820) after merging.
 *
 * @param type {@code usable reserved acpi nvs unusable pmem soft-reserved mmio}
 */
public record MemoryMapEntry(
    int index,
    AddressRange range,
    String type,
    String origin,
    SourceLocation at) implements Located {}
