package memfate.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** Runs that were cut off anywhere and gone on with. */
class ResumeTest {
  private static final int CUTS = 25;

  @TempDir private Path folder;
  private Path fleet;
  private Path journal;

  @BeforeEach
  void writeFleet() throws IOException {
    fleet = RandomFleet.of(21).withBroken().write(folder.resolve("fleet.jsonl"), 40);
    Files.writeString(
        folder.resolve("matrix.yaml"), Files.readString(Path.of("inputs/examples/19-matrix.yaml")));
    journal = folder.resolve("run.jsonl");
  }

  private static Console run(String... args) {
    return Console.run(SharedRules::open, args);
  }

  private byte[] whole(String... more) throws IOException {
    List<String> args = new ArrayList<>(List.of("eval", "-o", "jsonl=" + journal));
    args.addAll(List.of(more));
    run(args.toArray(String[]::new));
    return Files.readAllBytes(journal);
  }

  private Console resume(String... more) {
    List<String> args = new ArrayList<>(List.of("eval", "--resume", journal.toString()));
    args.addAll(List.of(more));
    return run(args.toArray(String[]::new));
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2})
  void aRunThatWasCutOffAnywhereEndsAsIfItWasNot(long seed) throws IOException {
    String[] args = {
      "--fail-on", "warn", fleet.toString(), folder.resolve("matrix.yaml").toString()
    };
    byte[] whole = whole(args);
    Random random = new Random(seed);
    for (int i = 0; i < CUTS; i++) {
      int cut = random.nextInt(whole.length + 1);
      Files.write(journal, Arrays.copyOf(whole, cut));
      Console console = resume(args);

      assertArrayEquals(whole, Files.readAllBytes(journal), "cut at " + cut);
      assertEquals(3, console.code(), "cut at " + cut);
      assertEquals("", console.out());
    }
  }

  @Test
  void severalPoliciesOfOneDocumentMayBeCutApart() throws IOException {
    String[] args = {"--policy", "v6.12", "--policy", "v7.1", "-j", "1", fleet.toString()};
    byte[] whole = whole(args);
    String text = new String(whole, StandardCharsets.UTF_8);
    int cut = 0;
    for (int lines = 0; lines < 6; lines++) {
      cut = text.indexOf('\n', cut) + 1;
      Files.write(journal, Arrays.copyOf(whole, cut));
      resume(args);
      assertArrayEquals(whole, Files.readAllBytes(journal), "after line " + (lines + 1));
    }
  }

  @Test
  void whatIsRecordedIsNotEvaluatedAgain() throws IOException {
    List<String> lines = RandomFleet.of(22).lines(6);
    Files.write(fleet, lines);
    String[] records = new String(whole(fleet.toString()), StandardCharsets.UTF_8).split("\n");
    records[1] = records[1].replace("\"log\":[", "\"log\":[\"as it was\",");
    Files.writeString(journal, String.join("\n", Arrays.copyOf(records, 4)) + "\n");

    assertEquals(0, resume(fleet.toString()).code());
    assertTrue(Files.readAllLines(journal).get(1).contains("as it was"));
    assertEquals(8, Files.readAllLines(journal).size());
  }

  @Test
  void aJournalThatIsNotThereBeginsARun() throws IOException {
    byte[] whole = whole(fleet.toString());
    Files.delete(journal);

    assertEquals(3, resume(fleet.toString()).code());
    assertArrayEquals(whole, Files.readAllBytes(journal));
  }

  private void isRefused(String because, String... args) throws IOException {
    byte[] before = Files.readAllBytes(journal);
    Console console = resume(args);

    assertEquals(2, console.code(), console.err());
    assertTrue(console.err().contains(because), console.err());
    assertArrayEquals(before, Files.readAllBytes(journal));
  }

  private void cutOff(byte[] whole) throws IOException {
    Files.write(journal, Arrays.copyOf(whole, whole.length / 2));
  }

  @Test
  void anotherRunIsRefused() throws IOException {
    cutOff(whole(fleet.toString()));

    isRefused("policies: recorded", "--policy", "v7.1", fleet.toString());
    isRefused("options: recorded", "--no-packs", fleet.toString());
    isRefused("options: recorded", "--limit-firings", "100000", fleet.toString());
  }

  @Test
  void otherInputsAreRefused() throws IOException {
    cutOff(whole(fleet.toString()));
    List<String> lines = Files.readAllLines(fleet);
    Files.write(fleet, lines.subList(1, lines.size()));
    isRefused("the inputs are not those of the journal", fleet.toString());

    Files.write(fleet, lines.subList(0, 3));
    isRefused("is no longer there", fleet.toString());
    isRefused("the inputs are not those", folder.resolve("matrix.yaml").toString());
  }

  @Test
  void whatIsNoJournalIsRefused() throws IOException {
    Files.writeString(journal, "schema: memfate-platform/1\nid: x\n");
    isRefused("it begins with no run record", fleet.toString());

    String[] records = new String(whole(fleet.toString()), StandardCharsets.UTF_8).split("\n");
    records[3] = records[3].substring(0, 40);
    Files.writeString(journal, String.join("\n", records) + "\n");
    isRefused("run.jsonl:4: the record is damaged", fleet.toString());
  }

  @Test
  void onlyJsonLinesAreGoneOnWith() throws IOException {
    whole(fleet.toString());

    isRefused("completes JSON lines only", "-o", "text", fleet.toString());
    isRefused("completes JSON lines only", "--invariants", fleet.toString());
    isRefused("completes JSON lines only", "--detail", fleet.toString());
    Path packed = Files.createFile(folder.resolve("run.jsonl.zst"));
    Console console = run("eval", "--resume", packed.toString(), fleet.toString());
    assertEquals(2, console.code());
    assertTrue(console.err().contains("unpack it first"), console.err());
  }

  @Test
  void theHintIsTheCommandLineWithTheJournal() {
    CommandLine line = new CommandLine(new MemfateCommand());
    line.addSubcommand(new EvalCommand(null, null, null));
    var parsed =
        line.parseArgs("eval", "-q", "-o", "jsonl=a b.jsonl", "--policy", "v7.1", "it's *.yaml");

    assertEquals(
        "  memfate eval --resume 'a b.jsonl' -q --policy v7.1 'it'\\''s *.yaml'",
        ResumeHint.of(parsed, "a b.jsonl").get(1));
  }
}
