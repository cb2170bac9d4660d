package memfate.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import memfate.boot.Outcome;
import memfate.diff.Comparison;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Each form of a report of differences against {@code src/test/resources/golden/diff}; {@code
 * -Dgolden.update} rewrites it.
 */
class DifferenceReportsTest {
  private static final Path GOLDEN = Path.of("src/test/resources/golden/diff");

  private static final Map<String, Function<Writer, DifferenceReport>> FORMS =
      Map.of(
          "text.txt", writer -> new TextDifferenceReport(writer, false, false),
          "verbose.txt", writer -> new TextDifferenceReport(writer, false, true),
          "jsonl.jsonl", JsonLinesDifferenceReport::new,
          "csv.csv", CsvDifferenceReport::new,
          "markdown.md", MarkdownDifferenceReport::new,
          "unified.diff", UnifiedDifferenceReport::new);

  private static Comparison[] everything() {
    return new Comparison[] {
      Differences.lost(),
      Differences.sameByOtherDecisions(),
      Differences.same(),
      Differences.split(),
      Differences.crash(),
      Differences.unsupported(),
      Differences.invalid(),
      Differences.partial(),
      Differences.leftOnly()
    };
  }

  @TestFactory
  Stream<DynamicTest> everyFormIsAsItWas() {
    return FORMS.entrySet().stream()
        .map(
            form ->
                DynamicTest.dynamicTest(
                    form.getKey(),
                    () -> {
                      // Git may store the lines of a table with other ends.
                      String written =
                          Differences.write(form.getValue(), everything()).replace("\r\n", "\n");
                      Path golden = GOLDEN.resolve(form.getKey());
                      if (System.getProperty("golden.update") != null) {
                        Files.createDirectories(GOLDEN);
                        Files.writeString(golden, written);
                      }
                      assertEquals(Files.readString(golden), written);
                    }));
  }

  @Test
  void everyRecordFollowsItsSchema() throws IOException {
    List<String> lines =
        Differences.write(JsonLinesDifferenceReport::new, everything()).lines().toList();
    assertEquals(everything().length + 2, lines.size());
    Schema schema = schema();
    for (String line : lines) {
      assertEquals(List.of(), schema.validate(line, InputFormat.JSON), line);
    }
  }

  private static Schema schema() throws IOException {
    try (InputStream in = Outcome.class.getResourceAsStream("/memfate/schema/run.schema.json")) {
      assertTrue(in != null);
      return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
          .getSchema(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  @Test
  void whatIsNotComparedNeverLooksLikeNoDifference() {
    for (Map.Entry<String, Function<Writer, DifferenceReport>> form : FORMS.entrySet()) {
      String written = Differences.write(form.getValue(), Differences.unsupported());
      assertTrue(written.contains("unsupported"), form.getKey() + written);
      written = Differences.write(form.getValue(), Differences.invalid());
      assertTrue(written.contains("invalid"), form.getKey() + written);
      written = Differences.write(form.getValue(), Differences.leftOnly());
      assertTrue(written.contains("v6.12"), form.getKey() + written);
      written = Differences.write(form.getValue(), Differences.crash());
      assertTrue(written.contains("crash"), form.getKey() + written);
    }
  }

  @Test
  void textOfInputsNeverBecomesMarkup() {
    String markdown = Differences.write(MarkdownDifferenceReport::new, Differences.hostile());
    assertFalse(markdown.contains("<!--"), markdown);
    assertFalse(markdown.contains("](http"), markdown);
    assertFalse(markdown.contains("\u001b"), markdown);
    for (String line : markdown.lines().filter(l -> l.startsWith("| <code>")).toList()) {
      assertEquals(7, line.replace("\\|", "").chars().filter(c -> c == '|').count(), line);
    }
    String text =
        Differences.write(w -> new TextDifferenceReport(w, false, true), Differences.hostile());
    assertFalse(text.contains("\u001b"), text);
    String csv = Differences.write(CsvDifferenceReport::new, Differences.hostile());
    assertTrue(csv.lines().allMatch(line -> !line.startsWith("=")), csv);
  }

  @Test
  void aRunWithoutADifferenceSaysSo() {
    String text =
        Differences.write(w -> new TextDifferenceReport(w, false, false), Differences.same());
    assertTrue(text.startsWith("v6.12 -> v7.1: 1 platform: 1 the same\n"), text);
    assertEquals(
        "", Differences.write(UnifiedDifferenceReport::new).strip(), "no platform, no tree");
  }
}
