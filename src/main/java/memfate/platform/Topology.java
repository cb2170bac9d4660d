package memfate.platform;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The CXL ports between host bridges and memory devices, as far as told.
 *
 * @param ports root ports, then switches, each in file order
 * @param acpi0016 _UIDs of the ACPI0016 devices of the DSDT; empty when not told
 */
public record Topology(List<Port> ports, List<Long> acpi0016) {
  public static final Topology NONE = new Topology(List.of(), List.of());

  /**
   * A root port or a switch.
   *
   * @param name port name as printed, or empty
   * @param isSwitch whether it is a switch
   * @param parent name of the port above, or empty
   * @param hostBridge UID of the host bridge above, null if not told
   * @param host PCI address, or empty
   */
  public record Port(
      String name,
      boolean isSwitch,
      String parent,
      @Nullable Long hostBridge,
      String host,
      SourceLocation at) {}
}
