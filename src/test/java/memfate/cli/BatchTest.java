package memfate.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import memfate.report.Packing;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole runs over fleets, by the rules of the tree. */
class BatchTest {
  @TempDir private Path folder;

  static Console run(String... args) {
    return Console.run(SharedRules::open, args);
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2})
  void theOutputIsTheSameForAnyNumberOfThreads(long seed) throws IOException {
    Path fleet = RandomFleet.of(seed).withBroken().write(folder.resolve("fleet.jsonl"), 60);
    Console one = run("eval", "-j", "1", "-o", "jsonl", fleet.toString());

    assertEquals(3, one.code());
    assertTrue(one.out().contains("is used twice in this input"));
    assertEquals(one, run("eval", "-j", "2", "-o", "jsonl", fleet.toString()));
    assertEquals(one, run("eval", "-j", "7", "-o", "jsonl", fleet.toString()));
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"lint", "diff --policy v6.12 --policy v7.1"})
  void soIsThatOfOtherCommands(String command) throws IOException {
    Path fleet = RandomFleet.of(3).withBroken().write(folder.resolve("fleet.jsonl"), 30);
    String one = run((command + " -j 1 -o jsonl " + fleet).split(" ")).out();

    assertEquals(one, run((command + " -j 5 -o jsonl " + fleet).split(" ")).out());
    assertTrue(one.contains("fleet.jsonl\",\"doc\":30"), one);
  }

  @ParameterizedTest(name = ".{0}")
  @ValueSource(strings = {"gz", "zst"})
  void reportsArePackedAsTheirNamesSay(String suffix) throws IOException {
    Path fleet = RandomFleet.of(4).write(folder.resolve("fleet.jsonl"), 5);
    Path packed = folder.resolve("run.jsonl." + suffix);
    String plain = run("eval", "-o", "jsonl", fleet.toString()).out();
    run("eval", "-o", "jsonl=" + packed, fleet.toString());

    assertEquals(plain, new String(Packing.open(packed).readAllBytes()));
    assertEquals(0, run("diff", packed.toString(), packed.toString()).code());
  }

  @Test
  void aBrokenDescriptionIsARecordAndTheRestGoesOn() throws IOException {
    Path fleet = folder.resolve("fleet.jsonl");
    List<String> lines = RandomFleet.of(5).lines(3);
    Files.write(fleet, List.of(lines.get(0), "{\"id\": \"torn\", ", lines.get(1), lines.get(2)));
    Console console = run("eval", "-o", "jsonl", fleet.toString());

    assertEquals(3, console.code());
    assertEquals(6, console.out().lines().count());
    assertTrue(console.out().lines().toList().get(2).contains("\"status\":\"invalid\""));
    assertTrue(console.err().contains("error: not JSON"), console.err());
  }

  @ParameterizedTest(name = "{0} seed {1}")
  @CsvSource({"eval, 11", "eval, 12", "lint, 13", "eval --policy v6.12 --policy v7.0, 14"})
  void theOutputIsTheSameWithAndWithoutTheCache(String command, long seed) throws IOException {
    Path fleet = RandomFleet.of(seed).withBroken().write(folder.resolve("fleet.jsonl"), 40);
    for (String form : List.of("jsonl", "text -v", "sarif")) {
      String args = "%s -j 3 -o %s %s".formatted(command, form, fleet);
      assertEquals(run((args + " --no-cache").split(" ")), run(args.split(" ")), form);
    }
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"inputs/examples", "inputs/machines", "rules/packs"})
  void soIsThatOfEveryDescriptionThatIsThere(String inputs) {
    String args = "eval --invariants -o jsonl " + inputs;
    assertEquals(run((args + " --no-cache").split(" ")), run(args.split(" ")));
  }

  @Test
  void progressIsToldBesideTheReportsAndChangesNone() throws IOException {
    Path fleet = RandomFleet.of(31).distinct(2).write(folder.resolve("fleet.jsonl"), 12);
    Console silent = run("eval", "-o", "jsonl", fleet.toString());
    Console telling = run("eval", "--progress", "json", "-o", "jsonl", fleet.toString());

    assertEquals("", silent.err());
    assertEquals(silent.out(), telling.out());
    String end = telling.err().lines().reduce((a, b) -> b).orElseThrow();
    assertTrue(end.startsWith("{\"kind\":\"end\",\"done\":12,\"failed\":0,"), end);
    assertTrue(end.contains("\"slowest\":[{\"id\":\"host-"), end);
  }

  @Test
  void theSummaryCountsByPolicyAndOwner() throws IOException {
    String args =
        "eval --policy v6.12 --policy v7.1 -o jsonl inputs/examples/04-sr-larger-than-region.yaml";
    String summary = run(args.split(" ")).out().lines().reduce((a, b) -> b).orElseThrow();

    assertTrue(
        summary.contains(
            "{\"policy\":\"v7.1\",\"platforms\":1,\"owners\":{\"cxl\":{\"platforms\":0,\"ranges\":0,"
                + "\"size\":\"0x0\",\"usable\":\"0x0\"},\"hmem\":{\"platforms\":1,\"ranges\":1,"
                + "\"size\":\"0x400000000\",\"usable\":\"0x0\"}"),
        summary);
    assertTrue(summary.contains("\"codes\":{"), summary);
  }
}
