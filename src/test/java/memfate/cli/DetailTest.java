package memfate.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import memfate.batch.RecordCodec;
import memfate.boot.BootOptions;
import memfate.boot.Outcome;
import memfate.eval.BootEvaluation;
import memfate.eval.Choice;
import memfate.eval.Evaluation;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What {@code --detail} records, and the maps of {@code --map} and {@code -o svg}. */
class DetailTest {
  private static final Shell SHELL = new Shell();
  private static final String EXAMPLES = "inputs/examples/";

  @Test
  void everyRecordFollowsItsSchema() throws IOException {
    Schema schema =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(
                Files.readString(Path.of("src/main/resources/memfate/schema/run.schema.json")));
    for (String command :
        List.of(
            "eval -q --detail --policy v7.1 -o jsonl %s04-sr-larger-than-region.yaml %s11-unknown-srat.yaml",
            "explore -q --detail --policy v6.12 -o jsonl %s04-sr-larger-than-region.yaml")) {
      List<String> lines = run(command.replace("%s", EXAMPLES)).lines().toList();
      for (String line : lines) {
        assertEquals(List.of(), schema.validate(line, InputFormat.JSON), line);
      }
      assertTrue(lines.get(lines.size() - 2).startsWith("{\"kind\":\"rules\""));
    }
  }

  @Test
  void ordersThatEndDifferentlyAreRunAgain() {
    String lines =
        run("explore -q --detail --policy v7.1 -o jsonl " + EXAMPLES + "01-cxl-owns.yaml");
    JsonNode record = JsonMapper.shared().readTree(lines.lines().toList().get(1));
    JsonNode outcomes = record.path("orders").get(0).path("ranges").get(0).path("outcomes");
    JsonNode witnesses = record.path("witnesses");
    assertEquals(3, outcomes.size());
    assertEquals(3, witnesses.size());
    for (int i = 0; i < 3; i++) {
      JsonNode replayed = witnesses.get(i);
      assertEquals(outcomes.get(i).path("witness"), replayed.path("witness"));
      assertEquals(outcomes.get(i).path("owner"), replayed.path("ranges").get(0).path("owner"));
      assertEquals(replayed.path("witness").size(), replayed.path("detail").path("events").size());
    }
  }

  @Test
  void rulesThatDecideAndDidNotFireSayWhy() {
    String lines =
        run(
            "eval -q --detail --policy v7.1 -o jsonl "
                + EXAMPLES
                + "04-sr-larger-than-region.yaml");
    JsonNode whyNot = JsonMapper.shared().readTree(lines.lines().toList().get(1)).path("why-not");
    boolean claims = false;
    for (JsonNode answer : whyNot) {
      claims |=
          answer
                  .path("by")
                  .path("rule")
                  .asString("")
                  .equals("v7.1: CXL claims a range that one committed region contains")
              && answer.path("verdict").asString("").equals("stopped");
    }
    assertTrue(claims, whyNot.toString());
  }

  @Test
  void aMapIsTheSameInAnotherProcess() throws IOException {
    Outcome[] outcome = new Outcome[1];
    try (Evaluation evaluation = new BootEvaluation(Path.of("rules"))) {
      evaluation.read(
          List.of(EXAMPLES + "01-cxl-owns.yaml"),
          java.io.InputStream.nullInputStream(),
          description ->
              outcome[0] =
                  evaluation.run(
                      description.platform(),
                      Choice.named("v7.1"),
                      BootOptions.DEFAULT.withTracing().withMap()));
    }
    assertFalse(outcome[0].map().isEmpty());
    assertEquals(outcome[0], RecordCodec.decode(RecordCodec.encode(outcome[0]), Outcome.class));
  }

  @Test
  void aMapOfEachReadingStandsBelowTheFates() {
    String text = run("eval -q --map --policy v7.1 " + EXAMPLES + "11-unknown-srat.yaml");
    assertTrue(text.contains("  if srat is absent:\n                100000 "), text);
    assertTrue(text.contains("H 32 GiB lost"), text);
    assertTrue(text.contains("[C 16 GiB") || text.contains(" C 16 GiB "), text);
  }

  @Test
  void aPictureHasAllPlatformsBelowEachOther() {
    String svg =
        run(
            "eval -q --policy v6.12 --policy v7.1 -o svg "
                + EXAMPLES
                + "04-sr-larger-than-region.yaml");
    assertTrue(svg.startsWith("<svg xmlns="), svg);
    assertTrue(svg.contains("04-sr-larger-than-region under v6.12"), svg);
    assertTrue(svg.contains("04-sr-larger-than-region under v7.1"), svg);
    assertTrue(svg.contains("H 16 GiB lost</text>"), svg);
  }

  private static String run(String arguments) {
    Console console = SHELL.run("target/memfate/bin/memfate " + arguments);
    assertEquals(0, console.code(), console.out());
    return console.out();
  }
}
