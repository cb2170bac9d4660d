package memfate.engine.lang;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import memfate.WrittenPage;
import memfate.platform.Diagnostic;
import memfate.platform.DiagnosticPrinter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What people who write rules get wrong, and what they are told: {@code NAME.drl} beside {@code
 * NAME.txt} in {@code src/test/resources/mistakes}. {@code -Dgolden.update} rewrites the texts.
 */
class MistakesTest {
  private static final Path MISTAKES = Path.of("src/test/resources/mistakes");
  private static final boolean UPDATE = System.getProperty("golden.update") != null;
  private static final Map<String, List<String>> OPTIONS =
      Map.of("region-intersects", List.of("descending", "top-level"));

  /** The rules of the repository, whose events and flags those of the mistakes may wait for. */
  private static final List<RuleText> OURS = ours();

  private static List<RuleText> ours() {
    return files(Path.of("rules"), ".drl").stream().map(MistakesTest::read).toList();
  }

  private static RuleText read(Path file) {
    return RuleText.read(file.getFileName().toString(), text(file));
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static List<Path> files(Path folder, String ending) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(ending)).sorted().toList();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  static List<Path> mistakes() {
    return files(MISTAKES, ".drl");
  }

  private static List<Diagnostic> diagnostics(Path file) {
    RuleText text = read(file);
    return text.errors().isEmpty()
        ? Lint.warnings(List.of(text), OURS, OPTIONS, Set.of())
        : text.errors();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("mistakes")
  void isToldInThisWay(Path file) throws IOException {
    String told =
        diagnostics(file).stream().map(DiagnosticPrinter::print).collect(Collectors.joining());
    Path expected = Path.of(file.toString().replace(".drl", ".txt"));
    if (UPDATE) {
      Files.writeString(expected, told);
    }
    assertEquals(text(expected), told);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("mistakes")
  void isToldOnceAndMarked(Path file) {
    List<Diagnostic> told = diagnostics(file);
    assertEquals(file.toString().contains("two-") ? 2 : 1, told.size(), told.toString());
    for (Diagnostic diagnostic : told) {
      assertTrue(diagnostic.at().column() > 0, diagnostic.toString());
      assertTrue(CodePages.page(diagnostic.code()).isPresent(), diagnostic.code());
    }
  }

  @Test
  void thePageListsThem() throws IOException {
    StringBuilder table = new StringBuilder("| mistake | written | told |\n|---|---|---|\n");
    for (Path file : mistakes()) {
      String name = file.getFileName().toString().replace(".drl", "");
      for (Diagnostic told : diagnostics(file)) {
        String help = told.help().isEmpty() ? "" : "; " + told.help();
        table.append(
            "| %s | %s | %s[%s]: %s |\n"
                .formatted(
                    name.replace('-', ' '),
                    code(told.sourceLine().strip()),
                    told.severity().name().toLowerCase(Locale.ROOT),
                    told.code(),
                    cell(told.message() + help)));
      }
    }
    WrittenPage page = new WrittenPage(Path.of("src/site/markdown/mistakes.md"));
    page.write("mistakes", table.toString());
    page.check();
  }

  private static String code(String line) {
    return line.isEmpty() ? "" : "`` " + cell(line) + " ``";
  }

  private static String cell(String text) {
    return text.replace("|", "\\|").replace("\n", " ");
  }

  @Test
  void thereAreFortyAndMore() {
    assertTrue(mistakes().size() >= 40, "mistakes: " + mistakes().size());
  }
}
