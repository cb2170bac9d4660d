package memfate.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import memfate.cli.Main;
import memfate.cli.RandomFleet;
import memfate.report.Packing;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Whole runs on two local cores, where a task may fail three times. */
@Tag("long")
class SparkEvalTest {
  private static SparkSession spark;

  @TempDir private Path folder;

  /** What a command ended with, and what it said. */
  private record Ended(int code, String said) {}

  @BeforeAll
  static void start() {
    spark =
        SparkSession.builder()
            .master("local[2,4]")
            .config("spark.ui.enabled", "false")
            .config("spark.hadoop.fs.file.impl", FlakyFileSystem.class.getName())
            .config("spark.hadoop.fs.file.impl.disable.cache", "true")
            .getOrCreate();
  }

  @AfterAll
  static void stop() {
    spark.stop();
  }

  @BeforeEach
  void nothingFails() {
    FlakyFileSystem.fail("nothing", attempt -> false);
  }

  @Test
  void recordsAreThoseOfTheLocalBatchThoughTasksFail() throws IOException {
    Path fleet = fleet();
    FlakyFileSystem.fail("fleet\\.jsonl|.*-part-0000[01]-.*", attempt -> attempt == 0);
    Ended ended = onSpark("a", fleet.toString(), folder + "/no-such.yaml");

    assertTrue(
        FlakyFileSystem.failed().contains("fleet.jsonl"), FlakyFileSystem.failed()::toString);
    assertTrue(
        FlakyFileSystem.failed().stream().anyMatch(file -> file.startsWith("records-part-")),
        FlakyFileSystem.failed()::toString);
    assertEquals(3, ended.code(), ended.said());
    assertEquals(local(3, fleet.toString(), folder + "/no-such.yaml"), lines("a"));
    assertEquals(List.of("dead-letters", "fates", "records", "run.jsonl"), list(run("a")));
    assertTrue(list(run("a").resolve("records")).size() > 3, "several tasks wrote records");
  }

  @Test
  void severalPoliciesAndPacksGiveThoseOfTheLocalBatch() throws IOException {
    Path fleet = RandomFleet.of(7).write(folder.resolve("fleet.jsonl"), 20);
    String[] more = {
      fleet.toString(), "--policy", "v6.12", "--policy", "v7.1", "--packs", "rules/packs/example"
    };

    assertEquals(0, onSpark("a", more).code());
    assertEquals(local(0, more), lines("a"));
  }

  @Test
  void whatCannotBeReadIsADeadLetterToo() throws IOException {
    Path fleet = fleet();
    onSpark("a", fleet.toString());
    List<JsonNode> invalid =
        records("a").stream().filter(r -> r.path("status").asString().equals("invalid")).toList();
    List<JsonNode> letters = new ArrayList<>();
    for (String line : read(run("a").resolve("dead-letters"))) {
      letters.add(JsonMapper.shared().readTree(line));
    }

    assertTrue(letters.size() > 5, "letters: " + letters.size());
    assertEquals(places(invalid), places(letters));
    assertEquals(
        invalid.stream().map(r -> r.path("diagnostics").toString()).sorted().toList(),
        letters.stream().map(r -> r.path("diagnostics").toString()).sorted().toList());
    List<String> text = Files.readAllLines(fleet.resolve("fleet.jsonl"));
    for (JsonNode letter : letters) {
      if (letter.at("/input/path").asString().endsWith("fleet.jsonl")) {
        int line = letter.at("/input/line").asInt();
        assertEquals(text.get(line - 1), letter.path("text").asString().strip());
      }
    }
  }

  @Test
  void fatesAreThoseOfTheSummary() throws IOException {
    onSpark("a", fleet().toString(), "--policy", "v6.12", "--policy", "v7.1");
    List<String> run = Files.readAllLines(run("a").resolve("run.jsonl"));
    TreeMap<String, String> expected = new TreeMap<>();
    for (JsonNode policy : JsonMapper.shared().readTree(run.get(1)).path("policies")) {
      policy
          .path("owners")
          .properties()
          .forEach(
              owner ->
                  expected.put(
                      policy.path("policy").asString() + " " + owner.getKey(),
                      owner.getValue().toString()));
    }
    TreeMap<String, String> found = new TreeMap<>();
    for (String line : read(run("a").resolve("fates"))) {
      ObjectNode row = (ObjectNode) JsonMapper.shared().readTree(line);
      String key = row.remove("policy").asString() + " " + row.remove("owner").asString();
      found.put(key, row.toString());
    }

    assertEquals(8, found.size());
    assertEquals(expected, found);
  }

  @Test
  void aRunIsNotOverwritten() throws IOException {
    Path fleet = RandomFleet.of(8).write(folder.resolve("fleet.jsonl"), 3);
    onSpark("a", fleet.toString());
    List<String> before = lines("a");
    Ended again = onSpark("a", fleet.toString(), "--policy", "v6.12");

    assertEquals(2, again.code());
    assertTrue(again.said().contains("a is there already"), again.said());
    assertEquals(before, lines("a"));
  }

  @Test
  void aRunThatFailsLeavesNothing() throws IOException {
    Path fleet = fleet();
    FlakyFileSystem.fail("records-part-00001-.*", attempt -> true);

    Ended ended = onSpark("a", fleet.toString());

    assertEquals(74, ended.code(), ended.said());
    assertTrue(ended.said().contains("is gone"), ended.said());
    assertEquals(List.of(), list(folder.resolve("runs")));
  }

  @Test
  void rowsOfATableAreRecordsOfWhereTheyStood() throws IOException {
    List<String> whole =
        RandomFleet.of(9).withBroken().lines(40).stream().filter(l -> l.endsWith("}}")).toList();
    Path fleet = Files.write(folder.resolve("fleet.jsonl"), whole);
    Path named = folder.resolve("named-rows");
    Path unnamed = folder.resolve("rows-alone");
    List<Row> rows = new ArrayList<>();
    for (String text : whole) {
      rows.add(RowFactory.create(text, fleet.toString(), rows.size() + 1, rows.size() + 1L));
    }
    Dataset<Row> table =
        spark.createDataFrame(
            rows, StructType.fromDDL("description STRING, path STRING, doc INT, line BIGINT"));
    table.write().parquet(named.toString());
    table.select("description").write().parquet(unnamed.toString());

    assertEquals(3, onSpark("named", named.toString()).code());
    assertEquals(local(3, fleet.toString()), lines("named"));
    assertEquals(3, onSpark("rows", unnamed.toString()).code());
    assertEquals(whole.size(), records("rows").size());
    assertTrue(
        records("rows").stream()
            .allMatch(r -> r.at("/input/path").asString().startsWith(unnamed + "/part-")));
    assertEquals(2, onSpark("none", unnamed.toString(), "--column", "machine").code());
  }

  @Test
  void whatMakesNoSenseIsRefusedAtOnce() {
    assertEquals(2, onSpark("a/b", "x.yaml").code());
    assertEquals(2, onSpark("a", "x.yaml", "--policy", "rules/policies/v7.1").code());
    assertEquals(2, onSpark("a", "x.yaml", "--order", "open").code());
    assertEquals(4, onSpark("a", "x.yaml", "--policy", "v9").code());
    assertEquals(4, onSpark("a", "x.yaml", "--rules", "no-rules").code());
    assertEquals(4, onSpark("a", "x.yaml", "--quirk", "+no-such").code());
  }

  /** A fleet of JSON lines in several shares, packed, and as YAML; some of it is broken. */
  private Path fleet() throws IOException {
    Path fleet = Files.createDirectories(folder.resolve("fleet/more")).getParent();
    RandomFleet.of(1).withBroken().write(fleet.resolve("fleet.jsonl"), 1500);
    try (var out = Packing.create(fleet.resolve("more/packed.jsonl.gz"))) {
      for (String line : RandomFleet.of(2).withBroken().lines(40)) {
        out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
      }
    }
    Files.writeString(
        fleet.resolve("many.yaml"),
        "%s\n---\n%s\n---\nid: [\n---\n%s\n"
            .formatted((Object[]) RandomFleet.of(3).lines(3).toArray(String[]::new)));
    return fleet;
  }

  private Ended onSpark(String id, String... more) {
    List<String> args = new ArrayList<>(List.of("--out", folder + "/runs", "--run-id", id));
    args.addAll(List.of(more));
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int code =
        SparkEval.run(
            spark, args.toArray(String[]::new), new PrintStream(err, true, StandardCharsets.UTF_8));
    return new Ended(code, err.toString(StandardCharsets.UTF_8));
  }

  /** Returns what the local batch writes, sorted. */
  private static List<String> local(int code, String... more) {
    List<String> args = new ArrayList<>(List.of("eval", "--rules", "rules", "-q", "-o", "jsonl"));
    args.addAll(List.of(more));
    args.add("--no-sandbox");
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int ended =
        Main.run(
            args.toArray(String[]::new),
            InputStream.nullInputStream(),
            new PrintStream(out, false, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8));
    assertEquals(code, ended, err::toString);
    return out.toString(StandardCharsets.UTF_8).lines().sorted().toList();
  }

  /** Returns the lines of a run, as one file would have them, sorted. */
  private List<String> lines(String id) throws IOException {
    List<String> lines = new ArrayList<>(Files.readAllLines(run(id).resolve("run.jsonl")));
    lines.addAll(read(run(id).resolve("records")));
    return lines.stream().sorted().toList();
  }

  private List<JsonNode> records(String id) throws IOException {
    return read(run(id).resolve("records")).stream().map(JsonMapper.shared()::readTree).toList();
  }

  private static List<String> places(List<JsonNode> lines) {
    return lines.stream().map(line -> line.path("input").toString()).sorted().toList();
  }

  private static List<String> read(Path folder) throws IOException {
    List<String> lines = new ArrayList<>();
    for (String file : list(folder)) {
      lines.addAll(Files.readAllLines(folder.resolve(file)));
    }
    return lines;
  }

  private Path run(String id) {
    return folder.resolve("runs").resolve(id);
  }

  /** Returns what a user sees of a folder: Hadoop keeps check sums beside its files. */
  private static List<String> list(Path folder) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries
          .map(entry -> entry.getFileName().toString())
          .filter(name -> !name.endsWith(".crc"))
          .sorted()
          .toList();
    }
  }
}
