package memfate.importer.capture;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import memfate.importer.Problems;
import memfate.importer.acpi.Faults;
import memfate.importer.acpi.IaslListing;
import memfate.importer.acpi.TableBytes;
import memfate.importer.acpi.TableDump;
import memfate.importer.acpi.TableReader;

/** CEDT, SRAT and HMAT as bytes: binary, hex dumps of one or of all tables, base64. */
final class AcpiTableFormat implements Format {
  private static final Pattern NAME =
      Pattern.compile("(acpi\\.)?(cedt|srat|hmat)[0-9]{0,2}(\\.(dat|bin|aml|b64))?");
  private static final Pattern DUMP_OF_TABLES =
      Pattern.compile("(?m)^[> ]*[A-Z0-9_]{4} @ 0x[0-9A-Fa-f]{1,16}\\s*$");
  private static final int HEADER = 36;

  /** Who has dumped these has dumped all: acpidump prints them between many others. */
  private static final Set<String> EVERY_MACHINE_HAS = Set.of("FACP", "DSDT", "APIC");

  private static final List<String> TOLD = List.of("CEDT", "SRAT", "HMAT");

  @Override
  public String name() {
    return "ACPI table";
  }

  @Override
  public boolean recognises(Artifact artifact) {
    String head = artifact.head();
    if (isBinary(artifact) || TableDump.isBase64(head) || DUMP_OF_TABLES.matcher(head).find()) {
      return true;
    }
    if (IaslListing.recognises(head)) {
      return false;
    }
    Faults unheard = new Faults(new Problems(1), rejected -> {});
    return NAME.matcher(artifact.fileName().toLowerCase(Locale.ROOT)).matches()
        || TableDump.ofHex("", head.lines().toList(), 1, unheard).stream()
            .anyMatch(TableBytes::isKnown);
  }

  @Override
  public void read(Artifact artifact, Evidence evidence, Problems problems) {
    Faults faults = new Faults(problems, evidence::tell);
    List<TableBytes> tables = tables(artifact, faults);
    tables.stream().filter(TableBytes::isKnown).forEach(table -> tell(table, evidence, faults));
    Set<String> signatures = tables.stream().map(TableBytes::signature).collect(Collectors.toSet());
    if (signatures.containsAll(EVERY_MACHINE_HAS)) {
      for (String signature : TOLD) {
        boolean present = signatures.contains(signature);
        evidence.tell(new TablePresence(signature, present, artifact.at()));
      }
    } else if (artifact.bytes().length == 0) {
      String help = "it tells neither that there is such a table nor that there is none";
      problems.warning(artifact.at(), "", "the file is empty", help);
    } else if (tables.stream().noneMatch(TableBytes::isKnown)) {
      String help = "a table begins with its four letters";
      problems.error(artifact.at(), "", "no CEDT, SRAT or HMAT is in this file", help);
    }
  }

  /** Tells the header of a table, and what the table says if it can be read. */
  static void tell(TableBytes table, Evidence evidence, Faults faults) {
    TableReader reader = new TableReader(faults);
    reader.header(table).ifPresent(evidence::tell);
    if (table.isReadable()) {
      switch (table.signature()) {
        case "CEDT" -> evidence.tell(reader.cedt(table));
        case "SRAT" -> evidence.tell(new SratTable(reader.srat(table)));
        default -> evidence.tell(reader.hmat(table));
      }
    }
  }

  private static List<TableBytes> tables(Artifact artifact, Faults faults) {
    if (isBinary(artifact)) {
      return List.of(new TableBytes(artifact.name(), artifact.bytes()));
    }
    String text = artifact.text();
    if (TableDump.isBase64(artifact.head())) {
      return TableDump.ofBase64(artifact.name(), text, faults).stream().toList();
    }
    return TableDump.ofHex(artifact.name(), artifact.lines(), 1, faults);
  }

  /** A header has bytes that no text has: the length alone does not fill its four bytes. */
  private static boolean isBinary(Artifact artifact) {
    byte[] bytes = artifact.bytes();
    if (!new TableBytes("", bytes).isKnown()) {
      return false;
    }
    for (int i = 4; i < Math.min(bytes.length, HEADER); i++) {
      if (bytes[i] >= 0 && bytes[i] < '\t') {
        return true;
      }
    }
    return false;
  }
}
