package memfate.importer.capture;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import memfate.importer.Problems;
import memfate.importer.RangeText;
import memfate.importer.ScalarException;
import memfate.platform.FirmwareEntry;

/**
 * {@code /sys/firmware/memmap}, one {@code 0x0-0x9fbff System RAM} a line: the map as firmware
 * handed it over, before any parameter changed it. The kernel numbers its entries in no order, so
 * that they are told by address.
 */
public final class FirmwareMemmap implements Format {
  private static final Pattern LINE =
      Pattern.compile("\\s*(0x[0-9a-fA-F]{1,16}-0x[0-9a-fA-F]{1,16}) +([A-Za-z].{0,80}?)\\s*");
  private static final Map<String, String> TYPES =
      Map.of(
          "System RAM", "usable",
          "Reserved", "reserved",
          "reserved", "reserved",
          "Unknown E820 type", "reserved",
          "ACPI Tables", "acpi",
          "ACPI Non-volatile Storage", "nvs",
          "Unusable memory", "unusable",
          "Persistent Memory", "pmem",
          "Persistent Memory (legacy)", "pmem",
          "Soft Reserved", "soft-reserved");

  @Override
  public String name() {
    return "/sys/firmware/memmap";
  }

  @Override
  public boolean recognises(Artifact artifact) {
    return Rows.firstLine(artifact, LINE)
        && TYPES.keySet().stream().anyMatch(artifact.head()::contains);
  }

  @Override
  public void read(Artifact artifact, Evidence evidence, Problems problems) {
    problems.addSource(artifact.source());
    List<FirmwareEntry> entries = new ArrayList<>();
    for (Rows.Row row : Rows.matching(artifact, LINE)) {
      String type = TYPES.getOrDefault(row.group(2), "");
      try {
        if (type.isEmpty()) {
          String message = "'%s' is no type of memory that the kernel prints here";
          problems.warning(row.at(), "", message.formatted(row.group(2)), "");
          continue;
        }
        entries.add(
            new FirmwareEntry(
                RangeText.parse(row.group(1)),
                FirmwareEntry.Kind.E820,
                type,
                Set.of(),
                "bios",
                row.at()));
      } catch (ScalarException e) {
        problems.warning(row.at(), row.group(1), e.message(), e.help());
      }
    }
    entries.sort(Comparator.comparing(FirmwareEntry::range));
    entries.forEach(evidence::tell);
  }
}
