package memfate.iomem;

/** Flags of a resource, by the kernel's values ({@code IORESOURCE_*} in {@code ioport.h}). */
public final class ResourceFlags {

  public static final long IO = 0x100;
  public static final long MEM = 0x200;

  /** Mask of the bits that tell memory from I/O ports and the other types. */
  public static final long TYPE_BITS = 0x1f00;

  public static final long WINDOW = 0x20_0000;
  public static final long SYSRAM = 0x100_0000;

  /** Mask of the bits that a claim takes over from its parent besides the type. */
  public static final long EXT_TYPE_BITS = SYSRAM;

  public static final long SYSRAM_DRIVER_MANAGED = 0x200_0000;
  public static final long SYSRAM_MERGEABLE = 0x400_0000;
  public static final long EXCLUSIVE = 0x800_0000;
  public static final long UNSET = 0x2000_0000;

  /** Claimed by a driver: nothing can be claimed below it. */
  public static final long BUSY = 0x8000_0000L;

  public static final long SYSTEM_RAM = MEM | SYSRAM;

  /** Memory that a driver such as kmem gave to the page allocator. */
  public static final long SYSTEM_RAM_DRIVER_MANAGED = SYSTEM_RAM | SYSRAM_DRIVER_MANAGED;

  private ResourceFlags() {}
}
