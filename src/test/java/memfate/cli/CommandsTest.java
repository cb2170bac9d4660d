package memfate.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import memfate.eval.Version;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandsTest {

  @ParameterizedTest(name = "memfate {0} ends with {1}")
  @CsvSource({
    "--help, 0",
    "--version, 0",
    "eval --help, 0",
    "version, 0",
    "schema, 0",
    "schema run, 0",
    "schema nothing, 2",
    "explain ok, 0",
    "explain ok 100000-100fff, 0",
    "explain ok [mem_0x00100000-0x00100fff], 0",
    "explain ok 0x100800, 0",
    "explain ok 200000-200fff, 2",
    "explain ok 100fff-100000, 2",
    "explain ok everything, 2",
    "explain error, 0",
    "explain invalid, 3",
    "explain broken-policy, 4",
    "explain inconclusive, 5",
    "explain bug, 70",
    "explain, 2",
    "synth, 0",
    "synth --count 3 --seed -5 --shape medium --distinct 1, 0",
    "synth --count -1, 2",
    "synth --shape huge, 2",
    "synth -o /nowhere/fleet.jsonl, 74",
    "facts ok, 0",
    "facts invalid, 3",
    "check, 0",
    "check v7.1, 0",
    "check v9, 4",
    "nonsense, 2",
    "'', 2",
  })
  void exitCodes(String args, int code) {
    Console console = memfate(args);
    assertEquals(code, console.code(), console.err());
  }

  @ParameterizedTest(name = "memfate {0} says: {1}")
  @CsvSource({
    "evl ok, memfate eval",
    "eval --polcy v7.1 ok, --policy",
    "schema nothing, there are",
    "explain ok 200000-200fff, 00100000-00100fff",
    "eval --order opne ok, nor the file of a witness",
    "eval --seed 3 ok, need --order open",
    "lint --order open ok, for eval and explore",
    "lint --fail-on order-dependent ok, see explore",
    "explore --limit-states 0 ok, needs a positive number",
    "check v9, rule \"r\": no type Foo",
  })
  void errorsSayWhatWasMeant(String args, String hint) {
    assertTrue(memfate(args).err().contains(hint), memfate(args).err());
  }

  @ParameterizedTest(name = "memfate {0}")
  @ValueSource(strings = {"evl ok", "eval", "check v9", "eval invalid", "schema nothing"})
  void noMessageHasALineThatDoesNotExist(String args) {
    assertFalse(memfate(args).err().contains(":-1"), memfate(args).err());
  }

  @Test
  void explainShowsTheFateOfTheRange() {
    assertTrue(memfate("explain ok 0x100800").out().contains("[mem 0x00100000-0x00100fff]  cxl"));
  }

  @Test
  void checkNamesEveryPolicyWithItsRules() {
    assertEquals("ok      v6.12: 7 rules\nok      v7.1: 7 rules\n", memfate("check").out());
  }

  @Test
  void theVersionIsThatOfTheBuild() {
    assertTrue(Version.current().matches("\\d+\\.\\d+\\.\\d+(-SNAPSHOT)?"));
  }

  @Test
  void everySchemaIsInTheBuild() {
    for (String name : memfate("schema").out().lines().toList()) {
      assertTrue(memfate("schema " + name).out().startsWith("{"), name);
    }
  }

  @Test
  void synthWritesYamlWhereTheFileIsCalledSo(@TempDir Path folder) throws IOException {
    for (String name : List.of("fleet.jsonl", "fleet.yaml", "fleet.YML")) {
      Path file = folder.resolve(name);
      assertEquals(new Console(0, "", ""), memfate("synth --count 2 -o " + file));
      String head = name.endsWith("jsonl") ? "{\"schema\"" : "---\nschema:";
      assertTrue(Files.readString(file).startsWith(head), name);
    }
    assertEquals(memfate("synth --count 2").out(), Files.readString(folder.resolve("fleet.jsonl")));
  }

  private static Console memfate(String args) {
    String[] words = args.isEmpty() ? new String[0] : args.split(" ");
    for (int i = 0; i < words.length; i++) {
      words[i] = words[i].replace("[mem_", "[mem ");
    }
    return Console.run((rules, packs) -> new FakeEvaluation(), words);
  }
}
