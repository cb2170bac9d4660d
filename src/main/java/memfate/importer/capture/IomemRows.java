package memfate.importer.capture;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import memfate.platform.Cedt;
import memfate.platform.FirmwareEntry;
import memfate.platform.FirmwareEntry.Kind;
import memfate.platform.Observation;
import memfate.platform.Observation.Entry;
import memfate.platform.RegionSpec;

/** Tells the rows of a description that a listing of {@code /proc/iomem} shows. */
final class IomemRows {
  private static final Map<String, String> E820 =
      Map.of(
          "Soft Reserved", "soft-reserved",
          "System RAM", "usable",
          "Reserved", "reserved",
          "ACPI Tables", "acpi",
          "ACPI Non-volatile Storage", "nvs",
          "Persistent Memory", "pmem",
          "Persistent Memory (legacy)", "pmem",
          "Unusable memory", "unusable");
  private static final Pattern WINDOW = Pattern.compile("CXL Window ([0-9]{1,6})");
  private static final Pattern REGION = Pattern.compile("region[0-9]{1,9}");
  private static final Pattern DAX = Pattern.compile("dax[0-9]{1,9}\\.[0-9]{1,9}");
  private static final Pattern HMEM = Pattern.compile("hmem\\.[0-9]{1,9}");
  private static final Pattern PCI_WINDOW =
      Pattern.compile("PCI Bus \\p{XDigit}{4,8}:\\p{XDigit}{2}");

  private final Evidence evidence;

  IomemRows(Evidence evidence) {
    this.evidence = evidence;
  }

  /**
   * What stands above an entry.
   *
   * @param path of the dax devices there: {@code /region0}, {@code /hmem.0} or empty
   * @param firmware whether entries of the firmware's map may stand here: nothing that a driver
   *     made is above
   * @param windowsOnly whether nothing but CXL Windows is above
   */
  private record Above(boolean window, String path, boolean firmware, boolean windowsOnly) {}

  void tell(Observation.Listing listing) {
    Above top = new Above(false, "", true, true);
    listing.roots().forEach(root -> tell(root, top));
  }

  private void tell(Entry entry, Above above) {
    String name = entry.name();
    Matcher window = WINDOW.matcher(name);
    Above below = new Above(above.window, above.path, above.firmware, false);
    if (window.matches()) {
      evidence.tell(window(entry, Integer.parseInt(window.group(1))));
      below = new Above(true, above.path, above.firmware, above.windowsOnly);
    } else if (REGION.matcher(name).matches()) {
      below = region(entry, above);
    } else if (HMEM.matcher(name).matches()) {
      below = new Above(above.window, "/" + name, false, false);
    } else if (DAX.matcher(name).matches()) {
      evidence.tell(dax(entry, above.path));
      below = new Above(above.window, above.path, false, false);
    } else {
      firmware(entry, above);
    }
    for (Entry child : entry.children()) {
      tell(child, below);
    }
  }

  private void firmware(Entry entry, Above above) {
    String type = E820.get(entry.name());
    boolean made = type != null && type.equals("pmem") && above.window;
    if (type != null && !made && (above.firmware || type.equals("soft-reserved"))) {
      evidence.tell(new FirmwareEntry(entry.range(), Kind.E820, type, Set.of(), "", entry.at()));
    } else if (above.windowsOnly && PCI_WINDOW.matcher(entry.name()).matches()) {
      evidence.tell(new FirmwareEntry(entry.range(), Kind.EFI, "mmio", Set.of(), "", entry.at()));
    }
  }

  private Above region(Entry entry, Above above) {
    if (!above.window) {
      return new Above(false, above.path, false, false);
    }
    evidence.tell(
        new RegionSpec(
            entry.name(), entry.range(), type(entry), 0, 0, "commit", true, List.of(), entry.at()));
    return new Above(true, "/" + entry.name(), false, false);
  }

  private static String type(Entry region) {
    boolean pmem = region.children().stream().anyMatch(e -> e.name().startsWith("namespace"));
    boolean ram = region.children().stream().anyMatch(e -> DAX.matcher(e.name()).matches());
    return pmem ? "pmem" : ram ? "ram" : "";
  }

  private static Cedt.CxlWindow window(Entry entry, int index) {
    return CxlWindows.told(index, entry.range(), entry.at());
  }

  private static Observation.Dax dax(Entry entry, String path) {
    boolean kmem = entry.children().stream().anyMatch(e -> e.name().equals("System RAM (kmem)"));
    return new Observation.Dax(
        entry.name(),
        entry.range(),
        entry.range().size(),
        kmem ? "kmem" : "",
        path,
        -1,
        entry.at());
  }
}
