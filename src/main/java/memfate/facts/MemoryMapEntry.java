package memfate.facts;

import memfate.iomem.AddressRange;
import memfate.platform.SourceLocation;
import org.jspecify.annotations.Nullable;

/**
 * An entry of the kernel's memory map (e820) after merging.
 *
 * @param type {@code usable reserved acpi nvs unusable pmem soft-reserved mmio}
 */
public record MemoryMapEntry(
    int index, AddressRange range, String type, String origin, SourceLocation at)
    implements Located, Ranged {

  /**
   * Returns the gap behind it that the kernel keeps free of devices: up to the next 64 KiB below 1
   * MiB, 1 MiB below 16 MiB, 64 MiB above; null when it ends there already.
   */
  public @Nullable AddressRange ramBuffer() {
    long start = range.end() + 1;
    long alignment =
        Long.compareUnsigned(start, 1L << 20) < 0
            ? 1L << 16
            : Long.compareUnsigned(start, 1L << 24) < 0 ? 1L << 20 : 1L << 26;
    long end = (start + alignment - 1) & -alignment;
    return start == 0 || Long.compareUnsigned(end, start) <= 0
        ? null
        : new AddressRange(start, end - 1);
  }

  /** Returns whether it starts below 1 MiB, where the kernel reserves early. */
  public boolean belowOneMebibyte() {
    return Long.compareUnsigned(range.start(), 1L << 20) < 0;
  }
}
