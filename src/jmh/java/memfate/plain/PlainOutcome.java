package memfate.plain;

import java.util.List;
import memfate.iomem.AddressRange;
import org.jspecify.annotations.Nullable;

/**
 * What a boot ended with.
 *
 * @param fates one for each Soft Reserved range, split at the units of decision, in address order
 * @param iomem the resource tree as {@code /proc/iomem} prints it
 */
public record PlainOutcome(List<Fate> fates, String iomem) {

  /**
   * The fate of one range.
   *
   * @param owner {@code cxl}, {@code hmem} or {@code none}
   * @param usable bytes of it that kmem maps
   * @param dax name of the dax device over it, or null
   * @param driver driver bound to that device, or null
   * @param errors failed probes as {@code kmem:-16}
   * @param decisions what was decided, as {@code hmem-walk defer}
   */
  public record Fate(
      AddressRange range,
      String owner,
      long usable,
      @Nullable String dax,
      @Nullable String driver,
      List<String> errors,
      List<String> decisions) {}
}
