package memfate.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import memfate.eval.BootEvaluation;
import memfate.eval.Evaluation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DiffCommandTest {
  private static final String LARGER = "inputs/examples/04-sr-larger-than-region.yaml";
  private static final String OWNS = "inputs/examples/01-cxl-owns.yaml";
  private static final String CRASH = "inputs/examples/14-kernel-crash.yaml";

  /** Policies are compiled once for all tests. */
  private static final Evaluation EVALUATION = new BootEvaluation(Path.of("rules"));

  @TempDir Path folder;

  private static Console memfate(String... args) {
    return Console.run((rules, packs) -> EVALUATION, args);
  }

  private static Console diff(String... args) {
    return memfate(Stream.concat(Stream.of("diff"), Stream.of(args)).toArray(String[]::new));
  }

  private String run(String name, String... args) {
    Path file = folder.resolve(name);
    String[] all =
        Stream.concat(Stream.of("eval", "-o", "jsonl=" + file), Stream.of(args))
            .toArray(String[]::new);
    memfate(all);
    return file.toString();
  }

  @ParameterizedTest(name = "diff {0} ends with {1}")
  @CsvSource({
    "--policy v6.12 --policy v7.1 LARGER, 0",
    "--fail-on lost --policy v6.12 --policy v7.1 LARGER, 1",
    "--fail-on lost --policy v7.1 --policy v6.12 LARGER, 0",
    "--fail-on lost --policy v7.1 --policy v6.12 CRASH, 1",
    "--fail-on changed --policy v7.1 --policy v6.12 LARGER, 1",
    "--fail-on changed --policy v6.12 --policy v7.1 OWNS, 0",
    "--fail-on decisions --policy v6.12 --policy v7.1 OWNS, 1",
    "--fail-on changed LARGER LARGER, 0",
    "--fail-on changed OWNS LARGER, 1",
    "--policy v7.1 --fail-on changed OWNS LARGER, 1",
    "--policy v6.12 --policy v7.1 nowhere.yaml, 3",
    "OWNS nowhere.yaml, 3",
    "--policy v6.12 --policy nosuch OWNS, 4",
    "--policy nosuch OWNS LARGER, 4",
    "--policy v6.12 --policy v7.1, 2",
    "--policy v7.1 --policy v7.1 OWNS, 2",
    "--policy v7.1 OWNS, 2",
    "OWNS, 2",
    "OWNS OWNS OWNS, 2",
    "--fail-on sometimes OWNS LARGER, 2",
    "-o iomem OWNS LARGER, 2",
    "-o text -o csv OWNS LARGER, 2",
  })
  void exitCodes(String args, int code) {
    String[] words =
        args.replace("LARGER", LARGER).replace("OWNS", OWNS).replace("CRASH", CRASH).split(" ");
    Console console = diff(words);
    assertEquals(code, console.code(), console.err() + console.out());
  }

  @ParameterizedTest(name = "diff {0}")
  @CsvSource({
    "--policy v6.12 --policy v7.1 LARGER OWNS, 2, 0",
    "--policy v6.12 --policy v7.1 LARGER nowhere.yaml OWNS, 3, 1",
    "--compare-packs --policy v7.1 OWNS LARGER, 2, 0",
    "--policy v7.1 OWNS LARGER, 1, 0",
  })
  void progressIsToldBesideTheReportsAndChangesNone(String args, int done, int failed) {
    String[] words = args.replace("LARGER", LARGER).replace("OWNS", OWNS).split(" ");
    Console silent = diff(words);
    Console telling =
        diff(
            Stream.concat(Stream.of("--progress", "json"), Stream.of(words))
                .toArray(String[]::new));

    assertEquals(silent.out(), telling.out());
    String end = telling.err().lines().reduce((a, b) -> b).orElseThrow();
    assertTrue(
        end.startsWith("{\"kind\":\"end\",\"done\":%d,\"failed\":%d,".formatted(done, failed)),
        end);
    assertFalse(end.contains("\"bytes\":0,"), end);
  }

  @Test
  void aPolicyThatDoesNotCompileLeavesTheOthers() {
    Console console = diff("--policy", "v6.12", "--policy", "nosuch", "--policy", "v7.1", LARGER);
    assertEquals(4, console.code());
    assertTrue(console.out().contains("12 GiB lost, cxl -> hmem"), console.out());
    assertTrue(console.err().contains("there is no policy 'nosuch'"), console.err());
  }

  @Test
  void everyPolicyIsComparedWithTheFirst() {
    Console console =
        diff("--policy", "v6.12", "--policy", "rfc-2025-07", "--policy", "v7.1", LARGER, OWNS);
    List<String> totals =
        console.out().lines().filter(line -> line.contains(" platforms: ")).toList();
    assertEquals(2, totals.size(), console.out());
    assertTrue(totals.get(0).startsWith("v6.12 -> rfc-2025-07: 2 platforms"), totals.get(0));
    assertTrue(totals.get(1).startsWith("v6.12 -> v7.1: 2 platforms"), totals.get(1));
  }

  @ParameterizedTest(name = "-j {0}")
  @ValueSource(strings = {"1", "2", "7"})
  void theOutputDoesNotDependOnTheNumberOfThreads(String threads) {
    String[] args = {"--policy", "v6.12", "--policy", "v7.1", "inputs/examples", "-o", "jsonl"};
    Console one = diff(Stream.concat(Stream.of("-j", "1"), Stream.of(args)).toArray(String[]::new));
    assertEquals(
        one, diff(Stream.concat(Stream.of("-j", threads), Stream.of(args)).toArray(String[]::new)));
  }

  @Test
  void twoDescriptionsAreMatchedByAddress() {
    Console console = diff("--policy", "v7.1", OWNS, LARGER);
    assertTrue(console.out().contains("16 GiB lost, cxl -> hmem"), console.out());
    assertTrue(console.out().contains(OWNS + " -> " + LARGER + ": 1 platform"), console.out());
  }

  @Test
  void foldersAreMatchedById() throws IOException {
    Path before = Files.createDirectory(folder.resolve("before"));
    Path after = Files.createDirectory(folder.resolve("after"));
    Files.copy(Path.of(OWNS), before.resolve("a.yaml"));
    Files.copy(Path.of(LARGER), before.resolve("b.yaml"));
    Files.copy(Path.of(LARGER), after.resolve("c.yaml"));
    Files.copy(Path.of(CRASH), after.resolve("d.yaml"));
    Files.writeString(after.resolve("e.yaml"), "id: broken\n");
    Console console =
        diff("--policy", "v7.1", "--fail-on", "changed", before.toString(), after.toString());
    assertEquals(3, console.code(), console.out());
    String counts = "3 platforms: 1 the same, 1 only in %s, 2 only in %s".formatted(before, after);
    assertTrue(console.out().contains(counts.replace("3 platforms", "4 platforms")), console.out());
  }

  @Test
  void recordedRunsOfTwoPoliciesAreMatchedById() {
    String before = run("before.jsonl", "--policy", "v6.12", LARGER, OWNS);
    String after = run("after.jsonl", "--policy", "v7.1", OWNS, LARGER);
    Console console = diff("--fail-on", "lost", before, after);
    assertEquals(1, console.code(), console.err());
    assertTrue(console.out().contains("v6.12 -> v7.1: 2 platforms"), console.out());
    assertTrue(console.out().contains("12 GiB lost"), console.out());
  }

  @Test
  void recordedRunsOfSeveralPoliciesAreMatchedByPolicyToo() {
    String both = run("both.jsonl", "--policy", "v6.12", "--policy", "v7.1", OWNS);
    String one = run("one.jsonl", "--policy", "v7.1", OWNS);
    Console console = diff("-o", "csv", "--fail-on", "changed", both, one);
    assertEquals(1, console.code(), console.err());
    List<String> rows = console.out().lines().skip(1).toList();
    assertEquals(2, rows.size(), console.out());
    assertTrue(rows.get(0).contains(",left-only,"), rows.get(0));
    assertTrue(rows.get(1).contains(",same,"), rows.get(1));
    assertEquals(0, diff("--fail-on", "decisions", both, both).code());
  }

  @Test
  void aRecordedRunSaysWhatALiveOneSays() {
    String before = run("before.jsonl", "--policy", "v6.12", "inputs/examples");
    String after = run("after.jsonl", "--policy", "v7.1", "inputs/examples");
    List<String> recorded = totals(diff(before, after));
    assertEquals(
        totals(diff("--policy", "v6.12", "--policy", "v7.1", "inputs/examples")), recorded);
    assertTrue(recorded.size() > 4);
  }

  private static List<String> totals(Console console) {
    return console.out().lines().dropWhile(l -> !l.startsWith("v6.12 -> v7.1: ")).toList();
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "torn | it has no summary record",
        "cut | the record cannot be read",
        "schema | a run begins with a run record of memfate-run/1",
        "owner | 'nobody' is not known",
        "address | 'start' is no number of 64 bits in hex",
        "reversed | the record cannot be used: range ends",
      })
  void aBrokenRunIsToldAndIsNoPass(String fault, String message) throws IOException {
    String good = run("good.jsonl", "--policy", "v7.1", OWNS);
    List<String> lines = Files.readAllLines(Path.of(good));
    String text =
        switch (fault) {
          case "torn" -> lines.get(0) + "\n" + lines.get(1) + "\n";
          case "cut" -> lines.get(0) + "\n" + lines.get(1).substring(0, 200) + "\n";
          case "schema" ->
              String.join("\n", lines).replace("memfate-run/1", "memfate-run/9") + "\n";
          case "owner" ->
              String.join("\n", lines).replace("\"owner\":\"cxl\"", "\"owner\":\"nobody\"");
          case "address" -> String.join("\n", lines).replace("\"0x1000000000\"", "\"4096\"");
          default -> String.join("\n", lines).replace("\"0x1000000000\"", "\"0xffffffffffff\"");
        };
    Path broken = Files.writeString(folder.resolve("broken.jsonl"), text);
    Console console = diff(good, broken.toString());
    assertEquals(3, console.code(), console.out());
    assertTrue(console.err().contains(message), console.err());
    assertTrue(console.err().contains("broken.jsonl"), console.err());
  }

  @Test
  void aRunIsNotComparedWithADescriptionOrUnderAPolicy() {
    String run = run("run.jsonl", "--policy", "v7.1", OWNS);
    assertEquals(2, diff(run, OWNS).code());
    assertTrue(diff(run, OWNS).err().contains("is a recorded run, and the other is none"));
    Console console = diff("--policy", "v7.1", run, run);
    assertEquals(2, console.code());
    assertTrue(console.err().contains("has its policies already"), console.err());
  }

  @Test
  void severalReportsAreWrittenAtOnce() throws IOException {
    Path markdown = folder.resolve("diff.md");
    Path unified = folder.resolve("diff.patch");
    Console console =
        diff(
            "--policy",
            "v6.12",
            "--policy",
            "v7.1",
            LARGER,
            "-o",
            "text",
            "-o",
            "markdown=" + markdown,
            "-o",
            "unified=" + unified);
    assertTrue(console.out().contains("> deferred-work  -"), console.out());
    assertTrue(Files.readString(markdown).startsWith("### v6.12 → v7.1\n"));
    String patch = Files.readString(unified);
    assertTrue(patch.startsWith("--- v6.12/04-sr-larger-than-region\n"), patch);
    assertTrue(patch.contains("-  1000000000-13ffffffff : Soft Reserved\n"), patch);
    assertFalse(patch.contains("\u001b"));
  }
}
