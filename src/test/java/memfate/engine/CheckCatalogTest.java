package memfate.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import memfate.engine.CheckCatalog.Check;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CheckCatalogTest {
  private static final Path RULES = Path.of("rules");
  private static final Pattern FINDING =
      Pattern.compile("(?:Finding|Violation)\\.(\\w+)\\(\\s*\"([A-Z0-9-]+)\"");
  private static final Pattern RULE = Pattern.compile("(?m)^rule \"([^\"]+)\"");

  @ParameterizedTest(name = "{0}")
  @MethodSource("files")
  void everyCheckHasAPage(Path file) {
    Check check = pageOf(file);
    assertNotNull(check, "no head comment \"CODE, severity: title.\"");
    assertEquals(check.code().toLowerCase(Locale.ROOT) + ".drl", file.getFileName().toString());
    assertTrue(check.title().endsWith("."), check.title());
    assertFalse(check.rationale().isEmpty(), "no rationale");
    assertFalse(check.sources().isEmpty(), "no Source: line");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("files")
  void severitiesOfThePageAreThoseOfTheRules(Path file) {
    Set<String> used = new TreeSet<>();
    FINDING.matcher(text(file)).results().forEach(finding -> used.add(finding.group(1)));
    assertEquals(used, new TreeSet<>(pageOf(file).severities()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("files")
  void oneFileIsOneCode(Path file) {
    String code = file.getFileName().toString().replace(".drl", "").toUpperCase(Locale.ROOT);
    Set<String> found =
        FINDING.matcher(text(file)).results().map(f -> f.group(2)).collect(Collectors.toSet());
    assertEquals(Set.of(code), found);
    List<String> misnamed =
        RULE.matcher(text(file))
            .results()
            .map(rule -> rule.group(1))
            .filter(name -> !name.startsWith(code + ": "))
            .toList();
    assertEquals(List.of(), misnamed);
  }

  @Test
  void pagesAreSortedAndFoundByCode() {
    CheckCatalog catalog = CheckCatalog.read(RULES);
    List<String> codes = catalog.checks().stream().map(Check::code).toList();
    assertEquals(codes.stream().sorted().distinct().toList(), codes);
    Check check = catalog.check("window-align-256m").orElseThrow();
    assertEquals("WINDOW-ALIGN-256M", check.code());
    assertEquals(List.of("error"), check.severities());
    assertEquals("the base of a CXL Window is no multiple of 256 MiB.", check.title());
    assertEquals("rules/checks/window-align-256m.drl", check.file());
    assertEquals(14, check.line());
    assertTrue(catalog.check("NO-SUCH-CODE").isEmpty());
  }

  @Test
  void invariantsHaveCodesOfTheirOwn() {
    List<String> checks = CheckCatalog.read(RULES).checks().stream().map(Check::code).toList();
    CheckCatalog all = CheckCatalog.withInvariants(RULES);
    assertTrue(all.check("DOUBLE-OWNER").isPresent());
    assertFalse(checks.contains("DOUBLE-OWNER"));
    List<String> codes = all.checks().stream().map(Check::code).toList();
    assertEquals(codes.stream().sorted().distinct().toList(), codes);
  }

  @Test
  void joinsWhatIsWrapped() {
    Check check =
        CheckCatalog.page(
            "rules/checks/a-b.drl",
            """
            package memfate.checks

            /*
             * A-B, warning or info: a title that
             * goes on.
             *
             * First reason,
             * in two lines.
             *
             * Second reason.
             *
             * Source: one
             *     that goes on
             * Source: two
             */
            rule "A-B: a rule"
            """);
    assertEquals(
        new Check(
            "A-B",
            List.of("warning", "info"),
            "a title that goes on.",
            List.of("First reason, in two lines.", "Second reason."),
            List.of("one that goes on", "two"),
            "rules/checks/a-b.drl",
            16),
        check);
  }

  @Test
  void otherFilesHaveNoPage() {
    assertNull(CheckCatalog.page("a.drl", "package memfate.checks\n"));
    assertNull(CheckCatalog.page("a.drl", "/* The checks look twice: first early. */\n"));
    assertNull(CheckCatalog.page("a.drl", "/**/\n"));
  }

  @Test
  void aFolderWithoutChecksHasNoPages(@TempDir Path folder) {
    assertEquals(List.of(), CheckCatalog.read(folder).checks());
  }

  private static Check pageOf(Path file) {
    return CheckCatalog.page(file.toString(), text(file));
  }

  /** All files of checks but the one that schedules them, and those of invariants. */
  private static Stream<Path> files() throws IOException {
    return Stream.concat(files("checks"), files("invariants"));
  }

  private static Stream<Path> files(String folder) throws IOException {
    try (Stream<Path> files = Files.list(RULES.resolve(folder))) {
      return files
          .filter(file -> file.toString().endsWith(".drl") && !file.endsWith("checks.drl"))
          .sorted()
          .toList()
          .stream();
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
