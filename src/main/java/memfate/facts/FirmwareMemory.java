package memfate.facts;

import java.util.Set;
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
    implements Located, Ranged {

  /** Types that the EFI stub hands over as memory: as RAM, or as Soft Reserved. */
  private static final Set<String> MEMORY =
      Set.of(
          "usable",
          "soft-reserved",
          "conventional",
          "loader-code",
          "loader-data",
          "boot-services-code",
          "boot-services-data");

  /** Returns the same entry with other addresses. */
  public FirmwareMemory to(AddressRange other) {
    return new FirmwareMemory(index, other, map, type, specificPurpose, origin, at);
  }

  /** Returns a Soft Reserved entry of its own, as {@code memmap=nn%ss} makes one. */
  public FirmwareMemory softReserved(AddressRange other) {
    return new FirmwareMemory(index, other, "e820", "soft-reserved", false, "memmap", at);
  }

  /** Returns whether firmware marks it as memory for a specific purpose. */
  public boolean isSoftReserved() {
    return MEMORY.contains(type) && (specificPurpose || type.equals("soft-reserved"));
  }

  /** Returns whether firmware offers it as RAM for any use. */
  public boolean isRam() {
    return MEMORY.contains(type) && !isSoftReserved();
  }

  /** Returns whether the command line put it there, not the firmware. */
  public boolean ofCommandLine() {
    return origin.equals("memmap") || origin.equals("efi_fake_mem");
  }
}
