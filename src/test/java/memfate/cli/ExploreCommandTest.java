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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code explore} over a race that the first few states and a sample show. */
class ExploreCommandTest {
  private static final String RACE = "src/test/resources/captures/7.3.4-hmat-split-two.yaml";

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
