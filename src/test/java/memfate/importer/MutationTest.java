package memfate.importer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import memfate.platform.Diagnostic.Severity;
import memfate.platform.DiagnosticPrinter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Damaged and huge descriptions: always diagnostics, never an exception, always an end. */
class MutationTest {
  private static final int MUTANTS = 500;
  private static final List<String> SEEDS =
      List.of(
          "src/test/resources/complete.yaml",
          "inputs/machines/qemu-2cfmws-straddle.yaml",
          "src/test/resources/broken/documents-one-broken.yaml",
          "src/test/resources/broken/json-list.json",
          "src/test/resources/broken/json-lines-torn-middle.jsonl");
  private static final String PIECES =
      "{}[]:,-\"'#&*!|>%@~?\t\n\r 0x9f\\\0\u00e9\u2028\ufeff---...<<";

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4})
  void everyMutantEndsInDiagnosticsOrAPlatform(long seed) throws IOException {
    Random random = new Random(seed);
    for (int i = 0; i < MUTANTS; i++) {
      byte[] valid = Files.readAllBytes(Path.of(SEEDS.get(random.nextInt(SEEDS.size()))));
      byte[] mutant = mutate(valid, random);
      int number = i;
      assertTimeoutPreemptively(
          Duration.ofSeconds(20), () -> assertTold(mutant), () -> "mutant " + number);
    }
  }

  private static void assertTold(byte[] mutant) {
    ReadResult result = new DescriptionReader().read("mutant", mutant);
    assertFalse(result.documents().isEmpty());
    for (Document document : result.documents()) {
      boolean error = document.diagnostics().stream().anyMatch(d -> d.severity() == Severity.ERROR);
      assertEquals(error, document.platform() == null);
      document
          .diagnostics()
          .forEach(d -> assertTrue(DiagnosticPrinter.print(d).endsWith("\n") && d.length() > 0));
    }
  }

  private static byte[] mutate(byte[] valid, Random random) {
    StringBuilder text = new StringBuilder(new String(valid, StandardCharsets.UTF_8));
    for (int edits = 1 + random.nextInt(4); edits > 0 && text.length() > 10; edits--) {
      int at = random.nextInt(text.length());
      int end = Math.min(text.length(), at + 1 + random.nextInt(8));
      switch (random.nextInt(6)) {
        case 0 -> text.delete(at, end);
        case 1 -> text.insert(at, PIECES.charAt(random.nextInt(PIECES.length())));
        case 2 -> text.setCharAt(at, PIECES.charAt(random.nextInt(PIECES.length())));
        case 3 -> text.insert(at, text.substring(at, end));
        case 4 -> text.insert(at, text.substring(random.nextInt(text.length())));
        default -> text.setLength(random.nextInt(8) == 0 ? at : text.length());
      }
    }
    byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
    if (random.nextInt(4) == 0) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
    }
    return bytes;
  }

  @Test
  void aHundredThousandRangesRead() {
    int count = 100_000;
    StringBuilder text = new StringBuilder("schema: memfate-platform/1\nid: many\nfirmware-map:\n");
    for (long i = 0; i < count; i++) {
      text.append("- {range: 0x%x-0x%x, e820: usable}\n".formatted(i << 12, (i << 12) + 0xfff));
    }
    ReadResult result = new DescriptionReader().read("many", text.toString());
    assertEquals(List.of(), result.diagnostics());
    assertEquals(count, result.platforms().get(0).firmwareMap().rows().size());
    var last = result.platforms().get(0).firmwareMap().rows().get(count - 1);
    assertEquals(count + 3, last.at().line());
  }

  @Test
  void aHundredThousandFaultsAreCountedNotKept() {
    String faults = "- {range: 0x2000-0x1fff, e820: usable}\n".repeat(100_000);
    ReadResult result =
        new DescriptionReader()
            .read("many", "schema: memfate-platform/1\nid: many\nfirmware-map:\n" + faults);
    assertEquals(Limits.DEFAULT.diagnostics() + 1, result.diagnostics().size());
    assertEquals(
        "99000 more problems of this document are not shown",
        result.diagnostics().get(Limits.DEFAULT.diagnostics()).message());
  }

  @Test
  void aHundredThousandDocumentsOnOneLineRead() {
    String one = "{\"schema\":\"memfate-platform/1\",\"id\":\"p%d\",\"firmware-map\":[]}";
    StringBuilder text = new StringBuilder("[");
    for (int i = 0; i < 100_000; i++) {
      text.append(i == 0 ? "" : ",").append(one.formatted(i));
    }
    int[] readable = {0};
    new DescriptionReader()
        .forEach(
            "many",
            new java.io.ByteArrayInputStream(
                text.append(']').toString().getBytes(StandardCharsets.UTF_8)),
            document -> readable[0] += document.isReadable() ? 1 : 0);
    assertEquals(100_000, readable[0]);
  }
}
