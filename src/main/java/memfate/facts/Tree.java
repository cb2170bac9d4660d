package memfate.facts;

/** The resource trees that a boot keeps. */
public enum Tree {
  /** {@code iomem_resource}, what /proc/iomem shows. */
  IOMEM,
  /** {@code soft_reserve_resource}, the private tree of Soft Reserved ranges. */
  SOFT_RESERVE,
  /** {@code hmem_active}, the ranges offered to dax_hmem. */
  HMEM_ACTIVE,
  /** The "DAX Regions" tree that hmem and dax_cxl share. */
  DAX_REGIONS,
  /** The private tree of decoded windows inside cxl_acpi. */
  CXL_WINDOWS
}
