package memfate.importer.capture;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Which modules and Kconfig options decide who gets Soft Reserved memory. Listings have thousands
 * of others, which nobody needs in a description.
 */
final class Concerned {
  private static final Pattern MODULE =
      Pattern.compile("(?:cxl_|dax_|nd_|nfit).*|.*_dax|dax|kmem|libnvdimm|acpi_hmat|einj_cxl");

  /**
   * CXL and dax drivers; whether firmware's mark is honoured; NUMA tables; hotplug of memory, its
   * block size and its default state; what makes a range busy or unusable (STRICT_DEVMEM,
   * confidential guests' UNACCEPTED_MEMORY).
   */
  private static final Pattern OPTION =
      Pattern.compile(
          "CXL_.*|DEV_DAX.*|FS_DAX|DAX|EFI_SOFT_RESERVE|EFI_FAKE_MEMMAP|EFI_MAX_FAKE_MEM|EFI"
              + "|ACPI_HMAT|ACPI_NUMA|ACPI_PRMT|NUMA.*|MEMORY_HOTPLUG.*|MEMORY_HOTREMOVE|MHP_.*"
              + "|ZONE_DEVICE|SPARSEMEM_VMEMMAP|MEMREGION|GET_FREE_REGION|LIBNVDIMM|MODULES"
              + "|STRICT_DEVMEM|IO_STRICT_DEVMEM|UNACCEPTED_MEMORY");

  /**
   * Options of which a complete configuration that does not mention them says that they are off.
   */
  static final List<String> DRIVERS =
      List.of(
          "EFI_SOFT_RESERVE",
          "CXL_BUS",
          "CXL_ACPI",
          "CXL_PCI",
          "CXL_MEM",
          "CXL_PMEM",
          "CXL_PORT",
          "CXL_REGION",
          "DEV_DAX",
          "DEV_DAX_HMEM",
          "DEV_DAX_CXL",
          "DEV_DAX_KMEM");

  private Concerned() {}

  /** Returns whether a module, with underscores, is one of them. */
  static boolean module(String name) {
    return name.length() < 100 && MODULE.matcher(name).matches();
  }

  /** Returns whether an option, without {@code CONFIG_}, is one of them. */
  static boolean option(String name) {
    return name.length() < 100 && OPTION.matcher(name).matches();
  }
}
