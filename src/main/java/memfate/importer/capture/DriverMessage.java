package memfate.importer.capture;

import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A message of the drivers that decide about Soft Reserved memory, or of what they stand on.
 *
 * @param source driver and device ({@code kmem dax0.0}), a device ({@code dax0.0}), a part of the
 *     kernel ({@code acpi/hmat}), or empty
 * @param text what it says
 */
record DriverMessage(String source, String text) {
  private static final List<String> DRIVERS =
      List.of("cxl", "hmem", "kmem", "dax", "device_dax", "nd_", "nvdimm", "libnvdimm", "nfit");
  private static final Pattern DEVICE =
      Pattern.compile(
          "(?:dax|dax_region|region|mapping|namespace|decoder|endpoint|port|hmem\\.|mem)[0-9][\\w.]*+"
              + "|pci[0-9a-f]{4}:[0-9a-f]{2}");
  private static final Pattern ACPI_DEVICE = Pattern.compile("ACPI001[67]:\\p{XDigit}{2,8}+");
  private static final Set<String> PARTS = Set.of("acpi/hmat", "resource", "NUMA");

  /** {@code func: }, or {@code module:func:line: } of dynamic debug, before the message proper. */
  private static final Pattern FUNCTION =
      Pattern.compile("(?:\\[\\d++\\]\\s*+)?(?:[\\w-]++:)?[A-Za-z_]\\w*+(?::\\d++)?:\\s++");

  private static final List<String> PLAIN =
      List.of(
          "BUG: ",
          "Oops: ",
          "RIP: ",
          "watchdog: BUG: ",
          "general protection fault",
          "Kernel panic",
          "WARNING: ",
          "Unable to handle kernel",
          "Expanded resource",
          "Initmem setup node ",
          "Initializing node ",
          "Demotion targets for Node",
          "Block size [",
          "System RAM resource",
          "hmem range ");

  /** Returns what one of the drivers says in a line, or null when somebody else speaks. */
  static @Nullable DriverMessage of(String line) {
    DriverMessage plain = direct(line);
    if (plain != null) {
      return plain;
    }
    Matcher function = FUNCTION.matcher(line);
    boolean named = function.lookingAt() && line.lastIndexOf('_', function.end()) >= 0;
    return named ? direct(line.substring(function.end())) : null;
  }

  private static @Nullable DriverMessage direct(String line) {
    for (String start : PLAIN) {
      if (line.startsWith(start)) {
        return new DriverMessage("", line);
      }
    }
    int colon = colon(line);
    if (colon < 0) {
      boolean module = line.startsWith("Module ") && line.endsWith(" is blacklisted");
      return module ? new DriverMessage("", line) : null;
    }
    int blank = line.indexOf(' ');
    if (blank >= 0 && blank < colon) {
      return ofDevice(line, blank, colon);
    }
    String word = line.substring(0, colon);
    String rest = line.substring(colon + 1).strip();
    if (word.equals("ACPI") || word.equals("e820")) {
      return isAbout(rest) ? new DriverMessage(word, rest) : null;
    }
    boolean known = PARTS.contains(word) || DEVICE.matcher(word).matches();
    return known || isDriver(word) && !isFunction(word, rest)
        ? new DriverMessage(word, rest)
        : null;
  }

  private static @Nullable DriverMessage ofDevice(String line, int blank, int colon) {
    String driver = line.substring(0, blank);
    String device = line.substring(blank + 1, colon);
    if (device.isEmpty() || device.indexOf(' ') >= 0) {
      return null;
    }
    boolean ours =
        isDriver(driver) || driver.equals("acpi") && ACPI_DEVICE.matcher(device).matches();
    return ours
        ? new DriverMessage(line.substring(0, colon), line.substring(colon + 1).strip())
        : null;
  }

  /** Returns the first colon with a blank, or nothing, behind it. */
  private static int colon(String line) {
    int colon = line.indexOf(": ");
    return colon >= 0 ? colon : line.endsWith(":") ? line.length() - 1 : -1;
  }

  private static boolean isDriver(String word) {
    return DRIVERS.stream().anyMatch(word::startsWith) && word.indexOf('/') < 0;
  }

  /** Returns whether a word is the name of a function and the message proper stands behind it. */
  private static boolean isFunction(String word, String rest) {
    return word.indexOf('_') >= 0 && direct(rest) != null;
  }

  /** What ACPI and the e820 code say matters where it is about CXL or Soft Reserved memory. */
  private static boolean isAbout(String text) {
    return text.startsWith("CFMWS")
        || text.startsWith("CEDT:")
        || text.startsWith("SRAT:")
        || text.startsWith("HMAT:")
        || text.startsWith("NUMA:")
        || text.contains("oft reserved")
        || text.contains("oft Reserved");
  }
}
