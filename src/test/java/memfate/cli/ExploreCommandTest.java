package memfate.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import memfate.eval.BootEvaluation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code explore} over a race that the first few states and a sample show. */
class ExploreCommandTest {
  private static final String RACE = "src/test/resources/captures/7.3.4-hmat-split-two.yaml";

  private static final String HALF = "src/test/resources/explore/half-region.yaml";

  @TempDir private Path folder;

  @Test
  void aWitnessRunsAgainToTheOutcomeThatItStandsFor() throws IOException {
    Console explored =
        memfate(
            "explore",
            "--policy",
            "v7.1",
            "--limit-states",
            "20",
            "--seed",
            "7",
            "--witness-dir",
            folder.toString(),
            "-o",
            "text",
            "-o",
            "jsonl=" + folder + "/x.jsonl",
            RACE);
    assertEquals(5, explored.code(), explored.err());
    assertTrue(
        explored.out().contains("not exhaustive: the states within the limit, and 100 random"),
        explored.out());
    assertTrue(explored.out().contains("an order with outcome 2:"), explored.out());
    follows(Files.readAllLines(folder.resolve("x.jsonl")).get(1));

    Path second = folder.resolve("7.3.4-hmat-split-two-v7.1-150000000-2.json");
    assertTrue(Files.readString(second).startsWith("{\"schema\":\"memfate-witness/1\""));
    Console again = memfate("eval", "--policy", "v7.1", "--order", second.toString(), RACE);
    assertEquals(0, again.code(), again.err());
    assertTrue(again.out().contains("[mem 0x150000000-0x18fffffff]  hmem"), again.out());

    Console other = memfate("eval", "--policy", "v6.12", "--order", second.toString(), RACE);
    assertEquals(5, other.code());
    assertTrue(other.err().contains("the witness is an order of"), other.err());
  }

  @Test
  void violationsAreFindingsWithAnOrderThatShowsEach() throws IOException {
    Console explored =
        memfate(
            "explore",
            "--invariants",
            "--policy",
            "v7.1",
            "--fail-on",
            "error",
            "--witness-dir",
            folder.toString(),
            "-o",
            "text",
            "-o",
            "jsonl=" + folder + "/x.jsonl",
            "-o",
            "sarif=" + folder + "/x.sarif",
            "-o",
            "junit=" + folder + "/x.xml",
            HALF);
    assertEquals(1, explored.code(), explored.err());
    assertTrue(
        explored.out().contains("invariants: 2 violations; 2 outcomes judged"), explored.out());
    assertTrue(
        explored.out().contains("in 1 of 2 outcomes, by the order with outcome 2 of [mem 0x1"),
        explored.out());
    String record = Files.readAllLines(folder.resolve("x.jsonl")).get(1);
    follows(record);
    assertTrue(record.contains("\"code\":\"UNUSABLE-DECISION\",\"severity\":\"error\""), record);
    assertTrue(Files.readString(folder.resolve("x.sarif")).contains("UNUSABLE-DECISION"));
    assertTrue(Files.readString(folder.resolve("x.xml")).contains("ORDER-DEPENDENT-FATE"));

    Path order = folder.resolve("half-v7.1-ORDER-DEPENDENT-FATE-100000000-1.json");
    String[] again = {"eval", "--invariants", "--order", order.toString(), "--policy", "v7.1"};
    Console warned = memfate(with(again, "--fail-on", "warn", HALF));
    assertEquals(1, warned.code(), warned.err());
    assertTrue(warned.out().contains("warning: ORDER-DEPENDENT-FATE: "), warned.out());
    assertEquals(0, memfate(with(again, "--fail-on", "error", HALF)).code());
  }

  @Test
  void invariantsThatAreNotThereAreABrokenPolicy() throws IOException {
    Path rules = folder.resolve("rules");
    copy(Path.of("rules"), rules, file -> !file.startsWith("rules/invariants"));
    Console run = memfate("eval", "--invariants", "--rules", rules.toString(), HALF);
    assertEquals(4, run.code());
    assertTrue(run.err().contains("the rules folder has no invariants"), run.err());
    Console plain = memfate("eval", "--rules", rules.toString(), HALF);
    assertEquals(0, plain.code(), plain.err());
  }

  private static String[] with(String[] args, String... more) {
    return Stream.concat(Stream.of(args), Stream.of(more)).toArray(String[]::new);
  }

  private static void copy(Path from, Path to, Predicate<Path> wanted) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.filter(Files::isRegularFile).filter(wanted).toList()) {
        Path copy = to.resolve(from.relativize(file));
        Files.createDirectories(copy.getParent());
        Files.copy(file, copy);
      }
    }
  }

  private static void follows(String line) throws IOException {
    String schema = Files.readString(Path.of("src/main/resources/memfate/schema/run.schema.json"));
    assertEquals(
        List.of(),
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(schema)
            .validate(line, InputFormat.JSON));
    assertTrue(line.contains("\"order\":{\"verdict\":\"dependent\""), line);
  }

  private static Console memfate(String... args) {
    return Console.run(BootEvaluation::new, args);
  }
}
