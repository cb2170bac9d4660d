package memfate.importer.capture;

import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import memfate.importer.Problems;

/**
 * A kernel log: {@code dmesg}, {@code journalctl -k}, {@code kern.log}, a serial console, or an
 * excerpt in a mail.
 *
 * <p>Of a log with several boots the last is read. Nothing here is an error: a log tells what it
 * tells.
 */
public final class DmesgFormat implements Format {
  private static final Set<String> NAMES =
      Set.of("kern.log", "console.txt", "console.log", "messages", "syslog");
  private static final List<String> STARTS =
      List.of(
          "Linux version ",
          "BIOS-e820: ",
          "BIOS-provided physical RAM map",
          "Kernel command line: ",
          "efi: mem",
          "reserve setup_data: ",
          "ACPI: RSDP ",
          "ACPI: SRAT: Node ",
          "hmem_platform hmem_platform.");
  private static final String BOOT = "Linux version ";

  @Override
  public String name() {
    return "dmesg";
  }

  @Override
  public boolean recognises(Artifact artifact) {
    String name = artifact.fileName().toLowerCase(Locale.ROOT);
    if (name.startsWith("dmesg") || name.startsWith("journal") || NAMES.contains(name)) {
      return true;
    }
    int stamped = 0;
    int others = 0;
    for (String raw : artifact.head().lines().toList()) {
      LogLine line = LogPrefix.strip(raw, 1);
      boolean driver = line.stamped() && DriverMessage.of(line.text()) != null;
      if (driver || STARTS.stream().anyMatch(line.text()::startsWith)) {
        return true;
      }
      stamped += line.stamped() && !Double.isNaN(line.time()) ? 1 : 0;
      others += line.stamped() || raw.isBlank() ? 0 : 1;
    }
    return stamped > 2 && stamped > others;
  }

  @Override
  public void read(Artifact artifact, Evidence evidence, Problems problems) {
    LogPlaces places = new LogPlaces(artifact, new RangeTeller(evidence, problems));
    List<LogReader> readers =
        List.of(
            new BannerLines(places, evidence),
            new MemoryMapLines(places, evidence, problems),
            new AcpiLines(places, evidence),
            new HmatLines(places, evidence),
            new DriverLines(places, evidence, problems));
    int from = lastBoot(artifact, problems);
    LogLines.forEach(
        artifact,
        from,
        line -> {
          if (!line.text().isEmpty()) {
            readers.forEach(reader -> reader.read(line));
          }
        });
    readers.forEach(LogReader::finish);
  }

  /** Returns the line that the last boot starts at, 1 unless the log holds several. */
  private static int lastBoot(Artifact artifact, Problems problems) {
    int boots = 0;
    int last = 1;
    Iterator<String> lines = artifact.text().lines().iterator();
    for (int number = 1; lines.hasNext(); number++) {
      String raw = lines.next();
      if (raw.contains(BOOT) && LogPrefix.strip(raw, number).text().startsWith(BOOT)) {
        boots++;
        last = number;
      }
    }
    if (boots < 2) {
      return 1;
    }
    String message = "the log holds %d boots; the last one is read".formatted(boots);
    problems.warning(artifact.at(last), "", message, "");
    return last;
  }
}
