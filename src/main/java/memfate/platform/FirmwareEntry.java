package memfate.platform;

import java.util.Set;
import memfate.iomem.AddressRange;

/**
 * One entry of the firmware memory map.
 *
 * @param range addresses
 * @param kind whether {@code type} is an e820 or an EFI memory type
 * @param type e820: {@code usable reserved acpi nvs unusable pmem soft-reserved}; EFI: {@code
 *     conventional reserved mmio persistent loader-code loader-data boot-services-code
 *     boot-services-data acpi-reclaim acpi-nvs unusable ...}
 * @param attributes EFI attributes in lower case ({@code sp nv mr wb ...})
 * @param origin {@code bios efi setup-data efi_fake_mem memmap}, or empty
 * @param at where the description says so
 */
public record FirmwareEntry(
    AddressRange range,
    Kind kind,
    String type,
    Set<String> attributes,
    String origin,
    SourceLocation at) {

  /** Which naming of memory types an entry uses. */
  public enum Kind {
    E820,
    EFI
  }
}
