package memfate.iomem;

/** What a resource stands for, by the kernel's numbers ({@code IORES_DESC_*}). */
public enum ResourceDescriptor {
  /** No descriptor; in a query, any descriptor. */
  NONE(0),
  CRASH_KERNEL(1),
  ACPI_TABLES(2),
  ACPI_NV_STORAGE(3),
  PERSISTENT_MEMORY(4),
  PERSISTENT_MEMORY_LEGACY(5),
  DEVICE_PRIVATE_MEMORY(6),
  RESERVED(7),
  SOFT_RESERVED(8),
  CXL(9);

  private final int code;

  ResourceDescriptor(int code) {
    this.code = code;
  }

  /** Returns the kernel's number. */
  public int code() {
    return code;
  }

  /**
   * Returns the descriptor with the kernel's number {@code code}.
   *
   * @throws IllegalArgumentException if the kernel has no such descriptor
   */
  public static ResourceDescriptor of(int code) {
    for (ResourceDescriptor descriptor : values()) {
      if (descriptor.code == code) {
        return descriptor;
      }
    }
    throw new IllegalArgumentException(
        "no resource descriptor has the number %d, they end at %d".formatted(code, CXL.code));
  }
}
