package memfate.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import memfate.platform.Diagnostic;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a person who writes a policy is told about what is wrong with it. */
class BrokenRulesTest {
  private static final String HEADER = "package x.test\n\nimport memfate.facts.*\n\n";

  @TempDir Path rules;

  @BeforeEach
  void anEmptyPolicy() throws IOException {
    Files.createDirectories(rules.resolve("lib"));
    policy("mine", "title: broken\n");
  }

  private void policy(String name, String yaml) throws IOException {
    Files.createDirectories(rules.resolve("policies").resolve(name));
    Files.writeString(rules.resolve("policies").resolve(name).resolve("policy.yaml"), yaml);
  }

  /** Writes a rule file; its first rule starts in line 5. */
  private void file(String name, String text) throws IOException {
    Files.writeString(rules.resolve("policies").resolve(name), HEADER + text);
  }

  private List<Diagnostic> problems(String policy) {
    PolicyLibrary library = new PolicyLibrary(rules);
    return assertThrows(PolicyException.class, () -> library.policy(policy)).diagnostics();
  }

  private Diagnostic problem() {
    List<Diagnostic> all = problems("mine");
    assertEquals(1, all.size(), all.toString());
    return all.get(0);
  }

  private static void assertAt(String place, Diagnostic diagnostic) {
    assertEquals(place, diagnostic.at().toString(), diagnostic.message());
  }

  private static void assertSays(String text, Diagnostic diagnostic) {
    assertTrue(diagnostic.message().contains(text), diagnostic.message());
  }

  @Test
  void anUnknownFactTypeIsPlacedAtItsPattern() throws IOException {
    file(
        "mine/a.drl",
        """
        rule "asks for what is not there"
        when
            CurrentEvent()
            NoSuchFact( name == "x" )
        then
        end
        """);
    assertAt("rules/policies/mine/a.drl:8:5", problem());
    assertSays("NoSuchFact", problem());
  }

  @Test
  void anUnknownFieldIsPlacedAtItsPattern() throws IOException {
    file(
        "mine/a.drl",
        """
        rule "asks for a field that is not there"
        when
            CurrentEvent()
            Flag( nosuch == "x" )
        then
        end
        """);
    assertAt("rules/policies/mine/a.drl:8:11", problem());
    assertSays("nosuch", problem());
  }

  @Test
  void anUnknownConstantIsPlaced() throws IOException {
    file(
        "mine/a.drl",
        """
        rule "asks for a tree that is not there"
        when
            Placed( tree == Tree.NOPE )
        then
        end
        """);
    assertAt("rules/policies/mine/a.drl:7:26", problem());
    assertSays("NOPE", problem());
  }

  @Test
  void aTypeErrorInTheConsequenceIsPlaced() throws IOException {
    file(
        "mine/a.drl",
        """
        rule "mistakes a name for a number"
        when
            CurrentEvent( $name : name )
        then
            insert( new LogLine(null, "x", $name) );
        end
        """);
    assertAt("rules/policies/mine/a.drl:9:17", problem());
    assertSays("new LogLine does not take (null, a text, a text)", problem());
  }

  @Test
  void aSyntaxErrorHasItsLineAndRule() throws IOException {
    file(
        "mine/a.drl",
        """
        rule "leaves a parenthesis open"
        when
            CurrentEvent( name == "x"
        then
        end
        """);
    assertAt("rules/policies/mine/a.drl:7:30", problem());
    assertSays("\")\" is missing after the constraints of CurrentEvent", problem());
  }

  @Test
  void aRuleWithoutEndHasItsLineAndRule() throws IOException {
    file("mine/a.drl", "rule \"never ends\"\nwhen\nthen\n");
    assertAt("rules/policies/mine/a.drl:7:5", problem());
    assertSays("never ends", problem());
  }

  @Test
  void anImportOfWhatIsNotThereHasItsLine() throws IOException {
    file("mine/a.drl", "import memfate.facts.Nothing\n\nrule \"a\"\nwhen\nthen\nend\n");
    assertTrue(
        problems("mine").stream()
            .anyMatch(
                d ->
                    d.at().toString().equals("rules/policies/mine/a.drl:5:8")
                        && d.message().contains("\"Nothing\"")),
        problems("mine").toString());
  }

  @Test
  void twoRulesOfOneNameAreBothPlaced() throws IOException {
    String rule = "rule \"twice\"\nwhen\n    CurrentEvent()\nthen\nend\n";
    file("mine/a.drl", rule);
    file("mine/b.drl", "\n" + rule);
    assertAt("rules/policies/mine/b.drl:6", problem());
    assertSays("rules/policies/mine/a.drl:5", problem());
  }

  @Test
  void twoRulesOfOneNameInOneFileAreBothPlaced() throws IOException {
    String rule = "rule \"twice\"\nwhen\n    CurrentEvent()\nthen\nend\n";
    file("mine/a.drl", rule + "\n" + rule);
    assertAt("rules/policies/mine/a.drl:11", problem());
    assertSays("rules/policies/mine/a.drl:5", problem());
  }

  @Test
  void everythingThatIsWrongInAllFilesIsToldAtOnce() throws IOException {
    file(
        "mine/a.drl",
        "rule \"a1\"\nwhen\n    NoSuchFact()\nthen\nend\n\n"
            + "rule \"a2\"\nwhen\n    CurrentEvent( $n : name )\nthen\n    int i = $n;\nend\n");
    file("mine/b.drl", "rule \"b\"\nwhen\n    Flag( nosuch == 1 )\nthen\nend\n");
    file("mine/c.drl", "rule \"c\"\nwhen\n    Flag( name == 1\nthen\nend\n");
    file("mine/e.drl", "rule \"e\"\nwhen\n    Flag( $n : name )\nthen\n    $n.nosuch();\nend\n");
    assertEquals(
        List.of(
            "rules/policies/mine/a.drl:7:5",
            "rules/policies/mine/a.drl:15:5",
            "rules/policies/mine/b.drl:7:11",
            "rules/policies/mine/c.drl:7:20",
            "rules/policies/mine/e.drl:9:5"),
        problems("mine").stream().map(d -> d.at().toString()).toList(),
        problems("mine").toString());
  }

  @Test
  void anUnknownPolicyIsToldWithThoseThatThereAre() throws IOException {
    policy("yours", "title: t\n");
    assertSays("no policy \"nosuch\"; there are mine, yours", problems("nosuch").get(0));
  }

  @Test
  void aMissingBaseIsToldAtTheLineThatAsksForIt() throws IOException {
    policy("mine", "title: t\nbased-on: nosuch\n");
    assertAt("rules/policies/mine/policy.yaml:2:11", problem());
    assertSays("\"nosuch\"", problem());
  }

  @Test
  void aPolicyBasedOnItselfIsRefused() throws IOException {
    policy("mine", "title: t\nbased-on: mine\n");
    assertAt("rules/policies/mine/policy.yaml:2:11", problem());
    assertSays("based on itself", problem());
  }

  @Test
  void policiesBasedOnEachOtherAreRefused() throws IOException {
    policy("mine", "title: t\nbased-on: yours\n");
    policy("yours", "title: t\nbased-on: mine\n");
    assertSays("based on itself", problem());
  }

  @Test
  void replacingARuleThatNoBaseHasIsToldAtItsLine() throws IOException {
    policy("yours", "title: t\n");
    file("yours/a.drl", "rule \"base\"\nwhen\nthen\nend\n");
    policy("mine", "title: t\nbased-on: yours\nreplaces:\n  - base\n  - nobody's\n");
    assertAt("rules/policies/mine/policy.yaml:5:5", problem());
    assertSays("\"nobody's\"", problem());
  }

  @Test
  void aPolicyMayReplaceARuleByOneOfTheSameName() throws IOException {
    policy("yours", "title: t\n");
    file("yours/a.drl", "rule \"same\"\nwhen\nthen\nend\n");
    policy("mine", "title: t\nbased-on: yours\nreplaces: [same]\n");
    file("mine/a.drl", "rule \"same\"\nwhen\nthen\nend\n");
    assertEquals(
        List.of("rules/policies/mine/a.drl"),
        new PolicyLibrary(rules).policy("mine").rules().stream().map(RuleInfo::file).toList());
  }

  @Test
  void anUnknownKeyOfThePolicyFileIsRefused() throws IOException {
    policy("mine", "title: t\nreplace: [a]\n");
    assertSays("unknown key \"replace\"", problem());
  }
}
