package memfate.platform;

import java.util.List;
import memfate.iomem.AddressRange;
import org.jspecify.annotations.Nullable;

/**
 * What a kernel was seen to make of a machine, to compare predictions with.
 *
 * @param iomem {@code /proc/iomem} when the boot was over, or null
 * @param dax dax devices, null when nobody listed them
 * @param log messages of the drivers concerned, in order; null when nobody captured any
 * @param steps what was seen after each step that somebody took when the boot was over
 */
public record Observation(
    @Nullable Listing iomem,
    @Nullable List<Dax> dax,
    @Nullable List<Message> log,
    List<Step> steps) {

  /**
   * What was seen after a step.
   *
   * @param name as the capture calls it, such as {@code step02-bind}
   * @param command what was done, as the capture writes it
   * @param events lines of {@code boot.events} up to and with this step
   * @param untold what of the command no event says, or empty
   * @param iomem {@code /proc/iomem} after it, or null
   * @param dax dax devices after it, or null
   * @param log messages that came with it, or null
   */
  public record Step(
      String name,
      String command,
      int events,
      String untold,
      @Nullable Listing iomem,
      @Nullable List<Dax> dax,
      @Nullable List<Message> log,
      SourceLocation at) {}

  /**
   * A listing of {@code /proc/iomem}.
   *
   * @param when {@code early} (before any module), {@code final}, or the step that it follows;
   *     empty when not told
   */
  public record Listing(String when, List<Entry> roots, SourceLocation at) {}

  /** One line of {@code /proc/iomem}, with what is indented below it. */
  public record Entry(AddressRange range, String name, List<Entry> children, SourceLocation at) {}

  /**
   * A dax device.
   *
   * @param name {@code dax0.0}
   * @param range addresses, null when not told or empty
   * @param size bytes, -1 when not told
   * @param driver {@code kmem}, {@code device_dax}, empty when none is bound
   * @param path where it hangs: {@code /platform/hmem.0}, {@code .../region0/dax_region0}
   * @param node NUMA node, -1 when not told
   */
  public record Dax(
      String name,
      @Nullable AddressRange range,
      long size,
      String driver,
      String path,
      int node,
      SourceLocation at) {

    /**
     * Returns whose device it is: {@code hmem}, {@code cxl}, or empty when the path tells neither.
     */
    public String owner() {
      boolean region = path.contains("/dax_region") || path.matches("/region\\d+");
      return path.contains("/hmem") ? "hmem" : region ? "cxl" : "";
    }
  }

  /**
   * A message of the kernel log.
   *
   * @param time seconds since boot, NaN when not told
   * @param source what stands before the text: {@code hmem_platform hmem_platform.0}, {@code kmem
   *     dax0.0}, or empty
   * @param text the rest
   */
  public record Message(double time, String source, String text, SourceLocation at) {}
}
