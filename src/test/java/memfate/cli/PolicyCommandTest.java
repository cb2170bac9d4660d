package memfate.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import memfate.eval.BootEvaluation;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class PolicyCommandTest {
  private static final String RULE = "rule \"%s\"\nwhen\nthen\nend\n";

  @TempDir Path rules;

  @BeforeEach
  void aBaseAndAPolicyOnIt() throws IOException {
    file("lib/a.drl", "package a\n\n" + RULE.formatted("lib: one") + RULE.formatted("lib: two"));
    file("checks/c.drl", "package a\n\n" + RULE.formatted("CODE: wrong"));
    file(
        "policies/base/policy.yaml",
        "title: the base\nkernels: v1\nsources: [https://x]\noptions: {a: one, b: two}\n");
    file(
        "policies/base/a.drl",
        "package a\n\n" + RULE.formatted("base: x") + RULE.formatted("base: y"));
    file(
        "policies/mine/policy.yaml",
        """
        title: my own
        kernels: mine
        based-on: base
        replaces:
          - "lib: two"
          - "base: x"
        options: {b: three}
        """);
    file(
        "policies/mine/a.drl",
        "package a\n\n" + RULE.formatted("base: x") + RULE.formatted("mine: z"));
  }

  private void file(String name, String text) throws IOException {
    Path path = rules.resolve(name);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }

  private Console policy(String... args) {
    return Console.run(
        BootEvaluation::new,
        Stream.concat(
                Stream.concat(Stream.of("policy"), Stream.of(args)),
                Stream.of("--rules", rules.toString()))
            .toArray(String[]::new));
  }

  @Test
  void showTellsWhatIsInheritedReplacedAndAdded() {
    assertEquals(
        """
        mine: my own
        kernels: mine
        based on: base

        options
          a  one    of base
          b  three  of mine

        inherits 3 rules
          lib     1 rule  1 more replaced
          checks  1 rule
          base    1 rule  1 more replaced

        replaces 2 rules
          "lib: two" at rules/lib/a.drl:7
          "base: x" at rules/policies/base/a.drl:3
            by its own at rules/policies/mine/a.drl:3

        adds 1 rule
          "mine: z" at rules/policies/mine/a.drl:7
        """,
        policy("show", "mine").out());
    assertEquals(0, policy("show", rules.resolve("policies/mine").toString()).code());
  }

  @Test
  void showSaysTheSameToMachines() {
    JsonNode shown = JsonMapper.shared().readTree(policy("show", "mine", "-o", "json").out());
    assertEquals("three", shown.at("/options/b/value").asString());
    assertEquals("base", shown.at("/options/a/policy").asString());
    assertEquals("base", shown.at("/chain/0").asString());
    assertEquals(3, shown.at("/replaces/1/by/line").asInt());
    assertEquals("mine: z", shown.at("/adds/0/rule").asString());
  }

  @Test
  void listIsATableOrObjects() {
    assertEquals(
        """
        NAME  BASED ON  TITLE     KERNELS
        base  -         the base  v1
        mine  base      my own    mine
        """,
        policy("list").out());
    List<String> lines = policy("list", "-o", "jsonl").out().lines().toList();
    assertEquals("mine", JsonMapper.shared().readTree(lines.get(1)).get("name").asString());
    JsonNode list = JsonMapper.shared().readTree(policy("list", "-o", "json").out());
    assertEquals("https://x", list.at("/0/sources/0").asString());
  }

  @ParameterizedTest(name = "{0}: {2}")
  @CsvSource(
      delimiter = '|',
      value = {
        "based-on: nosuch | 1:11 | policy broken is based on \"nosuch\", which is no policy",
        "based-on: broken | 1:11 | policy broken is based on itself",
        "replaces: [other] | 1:12 | replaces rule \"other\", which no policy that it is based on",
        "replace: [other] | 1:1 | unknown key \"replace\"",
      })
  void whatIsWrongIsToldWithItsPlace(String yaml, String place, String message) throws IOException {
    file("policies/broken/policy.yaml", yaml + "\n");
    Console console = policy("show", "broken");
    assertEquals(4, console.code());
    assertTrue(
        console.err().replaceFirst("\\[[a-z-]+\\]", "").startsWith("error: " + message),
        console.err());
    assertTrue(
        console.err().contains("rules/policies/broken/policy.yaml:" + place + "\n"), console.err());
  }

  @Test
  void aBrokenPolicyDoesNotHideTheOthers() throws IOException {
    file("policies/broken/policy.yaml", "title: [\n");
    Console console = policy("list");
    assertEquals(4, console.code());
    assertTrue(console.out().contains("mine  base"), console.out());
    assertTrue(console.err().contains("cannot read it"), console.err());
  }

  @Test
  void aRuleFileThatDoesNotParseIsTold() throws IOException {
    file("policies/mine/b.drl", "rule \"open\"\nwhen\n");
    Console console = policy("show", "mine");
    assertEquals(4, console.code());
    assertTrue(console.err().contains("rules/policies/mine/b.drl:"), console.err());
  }

  @Test
  void everyPolicyOfTheRepositoryHasAnOutline() {
    Console list = Console.run(BootEvaluation::new, "policy", "list", "-o", "jsonl");
    for (String line : list.out().lines().toList()) {
      String name = JsonMapper.shared().readTree(line).get("name").asString();
      assertEquals(0, Console.run(BootEvaluation::new, "policy", "show", name).code(), name);
    }
    assertEquals(2, Console.run(BootEvaluation::new, "policy").code());
    assertEquals(4, Console.run(BootEvaluation::new, "policy", "show", "nosuch").code());
  }
}
