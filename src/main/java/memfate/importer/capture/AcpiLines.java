package memfate.importer.capture;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import memfate.iomem.AddressRange;
import memfate.platform.SourceLocation;
import memfate.platform.SratEntry;

/**
 * The list of ACPI tables and the SRAT entries that a kernel logs early.
 *
 * <p>A list with the root pointer, FACP and DSDT is whole: what it does not name the firmware does
 * not have. Tables of an initrd are named only once they are installed.
 */
final class AcpiLines implements LogReader {
  private static final Pattern TABLE =
      Pattern.compile("ACPI: ([A-Z0-9]{4}) (?:0x)?\\p{XDigit}{8,16}+ .*+");
  private static final Pattern INSTALLED =
      Pattern.compile("ACPI: Table Upgrade: (?:install|override) \\[([A-Z0-9]{4})-.*+");
  private static final Pattern SRAT =
      Pattern.compile(
          "(?:ACPI: )?SRAT: Node \\d{1,9}+ PXM (\\d{1,10}+) \\[mem\\s++"
              + "(0x\\p{XDigit}{1,16}+)\\s*+-\\s*+(0x\\p{XDigit}{1,16}+)\\](.*+)");
  private static final List<String> ASKED = List.of("CEDT", "SRAT", "HMAT");

  private final LogPlaces places;
  private final Evidence evidence;
  private final Map<String, SourceLocation> seen = new HashMap<>();

  AcpiLines(LogPlaces places, Evidence evidence) {
    this.places = places;
    this.evidence = evidence;
  }

  @Override
  public void read(LogLine line) {
    String text = line.text();
    if (isRow(text)) {
      srat(line);
    } else if (text.startsWith("ACPI: ")) {
      Matcher table = TABLE.matcher(text);
      Matcher installed = INSTALLED.matcher(text);
      if (table.matches()) {
        seen.putIfAbsent(table.group(1), places.at(line));
      } else if (installed.matches()) {
        seen.putIfAbsent(installed.group(1), places.at(line));
      }
    }
  }

  /** Returns whether a message is an entry of the SRAT, and no remark on one. */
  static boolean isRow(String text) {
    return text.startsWith("ACPI: SRAT: Node") || text.startsWith("SRAT: Node");
  }

  @Override
  public void finish() {
    SourceLocation root = seen.get("RSDP");
    boolean whole = seen.containsKey("FACP") && seen.containsKey("DSDT");
    for (String signature : ASKED) {
      SourceLocation at = seen.get(signature);
      if (at != null) {
        evidence.tell(new TablePresence(signature, true, at));
      } else if (whole && root != null) {
        evidence.tell(new TablePresence(signature, false, root));
      }
    }
  }

  private void srat(LogLine line) {
    Matcher matcher = SRAT.matcher(line.text());
    if (!matcher.matches()) {
      return;
    }
    AddressRange range = places.range(line, matcher.group(2), matcher.group(3));
    String flags = matcher.group(4);
    if (range != null) {
      evidence.tell(
          new SratEntry(
              Long.parseLong(matcher.group(1)),
              range,
              true,
              flags.contains("hotplug"),
              flags.contains("non-volatile"),
              false,
              places.at(line)));
    }
  }
}
