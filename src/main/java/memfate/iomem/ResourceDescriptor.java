package memfate.iomem;

/** What a resource stands for, by the kernel's numbers ({@code IORES_DESC_*}). */
public enum ResourceDescriptor {
  /** No descriptor; in a query, any descriptor. */
  NONE,
  CRASH_KERNEL,
  ACPI_TABLES,
  ACPI_NV_STORAGE,
  PERSISTENT_MEMORY,
  PERSISTENT_MEMORY_LEGACY,
  DEVICE_PRIVATE_MEMORY,
  RESERVED,
  SOFT_RESERVED,
  CXL;

  private static final ResourceDescriptor[] BY_CODE = values();

  /** Returns the kernel's number. */
  public int code() {
    return ordinal();
  }

  /**
   * Returns the descriptor with the kernel's number {@code code}.
   *
   * @throws IllegalArgumentException if the kernel has no such descriptor
   */
  public static ResourceDescriptor of(int code) {
    if (code < 0 || code >= BY_CODE.length) {
      throw new IllegalArgumentException(
          "no resource descriptor has the number %d, they end at %d"
              .formatted(code, BY_CODE.length - 1));
    }
    return BY_CODE[code];
  }
}
