package memfate.importer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import memfate.platform.Diagnostic.Severity;
import memfate.platform.DiagnosticPrinter;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Broken descriptions and what people are told: {@code NAME.expected} lies beside {@code
 * NAME.yaml}.
 *
 * <p>{@code -Dgolden.update} rewrites the expected texts; run the tests again after it.
 */
class BrokenDescriptionsTest {
  private static final Path BROKEN = Path.of("src/test/resources/broken");
  private static final Limits SMALL = new Limits(1 << 16, 1 << 20, 64, 2000, 100, 100);

  @TestFactory
  Stream<DynamicTest> everyFaultIsTold() throws IOException {
    return cases().stream()
        .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> check(file)));
  }

  @Test
  void thereAreAtLeastSixtyOfThem() throws IOException {
    assertTrue(cases().size() >= 60, "only " + cases().size());
  }

  @Test
  void everyExpectedTextHasItsCase() throws IOException {
    try (Stream<Path> files = Files.list(BROKEN)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".expected")).toList()) {
        String stem = file.getFileName().toString().replace(".expected", "");
        assertTrue(
            cases().stream().anyMatch(c -> c.getFileName().toString().startsWith(stem + ".")),
            "no case for " + file);
      }
    }
  }

  private static List<Path> cases() throws IOException {
    try (Stream<Path> files = Files.list(BROKEN)) {
      return files
          .filter(f -> Files.isRegularFile(f) && !f.toString().endsWith(".expected"))
          .sorted()
          .toList();
    }
  }

  private static void check(Path file) throws IOException {
    ReadResult result = new DescriptionReader(SMALL).read(file);
    String told = print(result);
    Path golden = file.resolveSibling(stem(file) + ".expected");
    if (System.getProperty("golden.update") != null) {
      Files.writeString(golden, told);
    }
    assertEquals(Files.readString(golden), told);
    assertFalse(result.diagnostics().isEmpty());
    for (Document document : result.documents()) {
      boolean error = document.diagnostics().stream().anyMatch(d -> d.severity() == Severity.ERROR);
      assertEquals(error, !document.isReadable());
    }
  }

  /** Documents that can be read are named, so that a lost one shows. */
  private static String print(ReadResult result) {
    return result.documents().stream()
        .map(
            d ->
                d.diagnostics().stream()
                        .map(DiagnosticPrinter::print)
                        .collect(Collectors.joining("\n"))
                    + (d.platform() == null
                        ? ""
                        : "document %d, line %d: reads as %s\n"
                            .formatted(d.number(), d.line(), d.platform().id())))
        .collect(Collectors.joining("\n"));
  }

  private static String stem(Path file) {
    String name = file.getFileName().toString();
    return name.substring(0, name.indexOf('.'));
  }
}
