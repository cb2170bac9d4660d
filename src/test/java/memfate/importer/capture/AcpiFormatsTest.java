package memfate.importer.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import memfate.importer.Problems;
import memfate.platform.AcpiTable;
import memfate.platform.Cedt;
import memfate.platform.Hmat;
import memfate.platform.Rejected;
import memfate.platform.SratEntry;
import memfate.platform.Topology;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which file is what, and what the evidence of it holds. */
class AcpiFormatsTest {
  private static final List<Format> FORMATS =
      List.of(new AcpiTableFormat(), new IaslFormat(), new DsdtFormat());

  private final Problems problems = new Problems(100);

  private static byte[] fixture(String name) throws IOException {
    return Files.readAllBytes(Path.of("src/test/resources/acpi", name));
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static List<String> recognised(String name, byte[] bytes) {
    Artifact artifact = new Artifact(name, bytes);
    return FORMATS.stream().filter(f -> f.recognises(artifact)).map(Format::name).toList();
  }

  private Evidence read(String name, byte[] bytes) {
    Artifact artifact = new Artifact(name, bytes);
    Format format = FORMATS.stream().filter(f -> f.recognises(artifact)).findFirst().orElseThrow();
    Evidence evidence = new Evidence(artifact, format.name());
    format.read(artifact, evidence, problems);
    return evidence;
  }

  private List<String> messages() {
    return problems.all().stream().map(d -> d.at() + ": " + d.message()).toList();
  }

  @ParameterizedTest
  @CsvSource({
    "cedt-intel-18cfmws/cedt.bin, ACPI table",
    "cedt-intel-18cfmws/cedt.hex, ACPI table",
    "cedt-fwts-pass/acpidump.txt, ACPI table",
    "7.3.4-hmat-split/acpi.SRAT.b64, ACPI table",
    "dumps/HMAT, ACPI table",
    "dumps/hmat.hexdump.txt, ACPI table",
    "dumps/hmat.hexdump-C.txt, ACPI table",
    "dumps/hmat.od.txt, ACPI table",
    "dumps/hmat.plain.txt, ACPI table",
    "dumps/hmat.c.txt, ACPI table",
    "dumps/hmat.base64.txt, ACPI table",
    "cedt-amd-2exp-3cfmws/cedt.dsl, iasl listing",
    "bootbash-nosp-usable/cedt.dsl, iasl listing",
    "docs-flexible/srat.dsl, iasl listing",
    "docs-flexible/hmat.dsl, iasl listing",
    "docs-flexible/dsdt.dsl, DSDT listing"
  })
  void aFileIsRecognisedByWhatItHolds(String fixture, String format) throws IOException {
    assertEquals(List.of(format), recognised("some/file", fixture(fixture)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x/sys/firmware/acpi/tables/CEDT",
        "cap.tar!acpi.HMAT.b64",
        "cedt.dat",
        "srat.bin",
        "SRAT1"
      })
  void aFileIsRecognisedByItsNameThoughItIsEmpty(String name) {
    assertEquals(List.of("ACPI table"), recognised(name, new byte[0]));
    read(name, new byte[0]);
    assertEquals(List.of(name + ": the file is empty"), messages());
    assertFalse(problems.hasErrors());
  }

  @Test
  void aFileThatHoldsNoTableIsReported() {
    read("CEDT", ascii("Permission denied"));
    assertEquals(List.of("CEDT: no CEDT, SRAT or HMAT is in this file"), messages());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "00001000-0009ffff : System RAM\n",
        "[    0.000000] ACPI: SRAT: Node 0 PXM 0 [mem 0x00000000-0x0009ffff]\n",
        "[    0.0] ACPI: CEDT 0x000000007FFE1F83 0000B4 (v01 BOCHS  BXPC 00000001)\n",
        "CEDT is missing\n",
        "{\"a\": 1}"
      })
  void otherFilesAreNot(String text) {
    assertEquals(List.of(), recognised("dmesg.txt", ascii(text)));
  }

  @Test
  void theBytesOfATableTellHeaderAndRows() throws IOException {
    Evidence evidence = read("CEDT", fixture("cedt-intel-18cfmws/cedt.bin"));
    assertEquals("INTEL ID", evidence.all(AcpiTable.class).get(0).oemTableId());
    assertEquals(18, evidence.all(Cedt.class).get(0).windows().size());
    assertEquals("CEDT:0x0", evidence.all(Cedt.class).get(0).at().toString());
    assertEquals(List.of(), messages());
  }

  @Test
  void aCaptureTellsItsThreeTables() throws IOException {
    String item = "7.3.4-hmat-split-rev3/acpi.";
    assertEquals(2, read("c", fixture(item + "CEDT.b64")).all(Cedt.class).get(0).windows().size());
    SratTable srat = read("s", fixture(item + "SRAT.b64")).all(SratTable.class).get(0);
    assertEquals(4, srat.entries().rows().size());
    assertEquals(3, read("h", fixture(item + "HMAT.b64")).all(Hmat.class).get(0).revision());
    assertEquals(List.of(), messages());
  }

  @Test
  void aDumpOfSomeTablesSaysNothingOfOthers() throws IOException {
    Evidence evidence = read("acpidump.txt", fixture("cedt-fwts-pass/acpidump.txt"));
    assertEquals(1, evidence.all(Cedt.class).size());
    assertEquals(List.of(), evidence.all(TablePresence.class));
  }

  @Test
  void aDumpOfAllTablesTellsWhichAreMissing() throws IOException {
    StringBuilder dump =
        new StringBuilder(
            new String(fixture("cedt-fwts-pass/acpidump.txt"), StandardCharsets.UTF_8));
    for (String signature : List.of("DSDT", "APIC")) {
      StringBuilder hex = new StringBuilder();
      for (byte b : ascii(signature)) {
        hex.append(" %02x".formatted(b));
      }
      dump.append("\n%s @ 0x0\n  0000:%s 04 00 00 00\n".formatted(signature, hex));
    }
    Evidence evidence = read("acpidump.txt", ascii(dump.toString()));
    assertEquals(
        List.of("CEDT true", "SRAT false", "HMAT false"),
        evidence.all(TablePresence.class).stream()
            .map(t -> t.signature() + " " + t.present())
            .toList());
  }

  @Test
  void aListingTellsTablesRowsOrBridges() throws IOException {
    assertEquals(
        7, read("a", fixture("docs-flexible/cedt.dsl")).all(Cedt.class).get(0).windows().size());
    assertEquals(7, read("b", fixture("docs-flexible/srat.dsl")).all(SratEntry.class).size());
    assertEquals(
        8, read("c", fixture("docs-flexible/hmat.dsl")).all(Hmat.class).get(0).targets().size());
    assertEquals(
        new Topology(List.of(), List.of(7L, 6L)),
        read("d", fixture("docs-flexible/dsdt.dsl")).all(Topology.class).get(0));
    assertEquals(
        3, read("e", fixture("cedt-amd-2exp-3cfmws/cedt.dsl")).all(Cedt.CxlWindow.class).size());
  }

  @Test
  void whatIsCutOffIsToldToTheChecks() throws IOException {
    byte[] cut = Arrays.copyOf(fixture("cedt-intel-18cfmws/cedt.bin"), 500);
    Evidence evidence = read("CEDT", cut);
    assertEquals(
        List.of("length 1092, 500 bytes"),
        evidence.all(Rejected.class).stream().limit(1).map(Rejected::text).toList());
    assertFalse(evidence.all(Cedt.class).get(0).windows().isEmpty());
    assertTrue(problems.hasErrors());
  }

  @Test
  void namesAreNotBoundToALanguage() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("tr"));
      assertEquals(List.of("ACPI table"), recognised("ACPI.SRAT.BIN", new byte[0]));
    } finally {
      Locale.setDefault(before);
    }
  }
}
