package memfate.facts;

import memfate.iomem.AddressRange;
import memfate.platform.SourceLocation;

/**
 * One entry of the firmware memory map.
 *
 * @param index place in the map, from 0
 * @param map {@code e820} or {@code efi}
 * @param type memory type as the description writes it
 * @param specificPurpose whether the EFI_MEMORY_SP attribute is set
 * @param origin {@code bios efi setup-data efi_fake_mem memmap}, or empty
 */
public record FirmwareMemory(
    int index,
    AddressRange range,
    String map,
    String type,
    boolean specificPurpose,
    String origin,
    SourceLocation at)
    implements Located {}
