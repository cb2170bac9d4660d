package memfate.facts;

import memfate.iomem.AddressRange;
import memfate.platform.SourceLocation;

/**
 * Adds an entry to the kernel's memory map.
 *
 * @param index place in the firmware map
 * @param type {@code usable reserved acpi nvs unusable pmem soft-reserved mmio}
 * @param layer {@code e820}; {@code efi}, whose adjacent entries of one type merge; {@code
 *     overlay}, which replaces what lies below it
 */
public record AddMemory(
    int index, AddressRange range, String type, String origin, String layer, SourceLocation at)
    implements Effect {

  @Override
  public EffectKey key() {
    return new EffectKey(EffectStage.RECORD, index, range, type);
  }
}
