package memfate.importer.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import memfate.RawData;
import memfate.importer.DescriptionReader;
import memfate.importer.DescriptionWriter;
import memfate.importer.ReadResult;
import memfate.platform.Diagnostic;
import memfate.platform.Diagnostic.Severity;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Public listings of real machines, mails and documentation. */
class CorpusTest {
  /** What people said, not what a machine printed. */
  private static final Set<String> STATEMENTS =
      Set.of("policy-coverage-smita-2025-11", "policy-dan-2025-12");

  @TempDir private static Path folder;
  private static List<Path> items = List.of();

  @BeforeAll
  static void unpack() {
    items = RawData.unpack("corpus.tar.xz", folder);
  }

  @Test
  void allFiftyAreThere() {
    assertEquals(50, items.size());
  }

  @TestFactory
  Stream<DynamicTest> everyItemIsReadAndItsDescriptionReads() {
    return items.stream()
        .map(path -> DynamicTest.dynamicTest(nameOf(path), () -> assertReads(path)));
  }

  private static void assertReads(Path path) {
    Capture capture = new CaptureReader().read(path);
    if (STATEMENTS.contains(nameOf(path))) {
      assertNull(capture.platform());
      assertEquals(1, capture.diagnostics().size());
      return;
    }
    assertNotNull(capture.platform());
    String yaml = DescriptionWriter.write(capture.platform());
    ReadResult read = new DescriptionReader().read("imported.yaml", yaml);
    assertEquals(List.of(), read.diagnostics(), yaml);
  }

  @Test
  void whatIsWrongWithThemIsTold() {
    Map<String, Integer> told = new TreeMap<>();
    for (Path item : items) {
      for (Diagnostic diagnostic : new CaptureReader().read(item).diagnostics()) {
        String kind = kindOf(diagnostic.message());
        told.merge(nameOf(item) + " " + kind, 1, Integer::sum);
      }
    }
    assertEquals(
        new TreeMap<>(
            Map.ofEntries(
                Map.entry("amd-v6-forced-register tree", 2),
                Map.entry("cedt-fwts-pass checksum", 1),
                Map.entry("cedt-fwts-pass length", 1),
                Map.entry("docs-flexible length", 6),
                Map.entry("docs-multi-dev-per-hb length", 1),
                Map.entry("docs-one-dev-per-hb length", 2),
                Map.entry("qemu-noregion-srat-missing reversed", 3),
                Map.entry("qemu-srat-hotplug-range reversed", 10),
                Map.entry("ndctl279-type3-legacy other", 2),
                Map.entry("policy-coverage-smita-2025-11 other", 1),
                Map.entry("policy-dan-2025-12 other", 1),
                Map.entry("qemu-3hb-3fmw-2023 other", 1))),
        told);
  }

  @Test
  void aReversedRangeNamesItsPlaceAndTheMissingDigit() {
    Capture capture = new CaptureReader().read(itemOf("qemu-noregion-srat-missing"));
    Diagnostic first = capture.diagnostics().get(0);
    assertEquals(Severity.WARNING, first.severity());
    assertEquals("range ends at 0x7cffffff, before its start 0x5d0000000", first.message());
    assertEquals("a digit of the end seems to be missing: 0x7cfffffff?", first.help());
    assertEquals(1, first.at().line());
    assertEquals(1, first.at().column());
  }

  private static String kindOf(String message) {
    if (message.contains("before its start")) {
      return "reversed";
    }
    if (message.contains("is not inside")) {
      return "tree";
    }
    if (message.contains("checksum")) {
      return "checksum";
    }
    return message.startsWith("CFMWS has length") ? "length" : "other";
  }

  private static Path itemOf(String name) {
    return items.stream().filter(p -> nameOf(p).equals(name)).findFirst().orElseThrow();
  }

  private static String nameOf(Path path) {
    return Objects.requireNonNull(path.getFileName()).toString();
  }
}
