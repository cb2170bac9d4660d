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
    SourceLocation at) implements Located {

  /** Returns whether it starts below 1 MiB, where the kernel reserves early. */
  public boolean belowOneMebibyte() {
    return Long.compareUnsigned(range.start(), 1L << 20) < 0;
  }
}
