package memfate.facts;

/**
 * Places in the usual order of a boot; rules add small numbers to them.
 *
 * <p>What a step sets off (probes, work) comes before the next step: ranks of consequences are
 * lower than those of module loads and of user steps.
 */
public final class Rank {
  /** Below every rank. */
  public static final long FIRST = Long.MIN_VALUE;

  /** Above every rank. */
  public static final long LAST = Long.MAX_VALUE;

  /**
   * What runs beside the rest, such as an asynchronous probe: usually at once, but only work and
   * steps wait for it.
   */
  public static final long ASYNC = -1000;

  /** Before anything else that is pending: the rest of a function that is running. */
  public static final long NOW = -1;

  /** Kconfig and modules are settled. */
  public static final long BUILD = 1;

  /** {@code setup_arch()}: the memory map and NUMA nodes. */
  public static final long SETUP = 10;

  /** {@code subsys_initcall}: PCI windows, late reservations, HMAT, a built-in cxl_acpi. */
  public static final long SUBSYS_INITCALL = 30;

  /** {@code device_initcall}: hmem_init, built-in drivers. */
  public static final long DEVICE_INITCALL = 50;

  /** Probes of devices that have appeared. */
  public static final long PROBE = 100;

  /**
   * Probes of devices that a driver finds as it loads, one by one: none is in flight between two of
   * them.
   */
  public static final long ATTACH = PROBE + 21;

  /** Probes that work tries again, and that work does not wait for. */
  public static final long RETRY = 280;

  /** Work that waits for probes. */
  public static final long WORK = 300;

  /** Modules that udev loads, in its usual order. */
  public static final long MODULES = 1000;

  /** Steps of the description, after the usual boot. */
  public static final long USER = 100_000;

  /** The checks of the outcome, when the boot and all steps are over. */
  public static final long CHECKS = 1_000_000_000;

  private Rank() {}
}
