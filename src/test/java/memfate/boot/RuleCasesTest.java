package memfate.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import memfate.engine.Policy;
import memfate.engine.PolicyLibrary;
import memfate.engine.RuleInfo;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * The cases beside the rules, and that no rule is without one. {@code -Dcases=DIR} asks this of a
 * policy folder elsewhere instead, and of its own rules.
 */
class RuleCasesTest {
  private static final Path RULES = Path.of("rules");

  /** Policies that set options which no policy of {@code rules} sets, with their cases. */
  private static final Path TEST_POLICIES = Path.of("src/test/resources/policies");

  private static final String ELSEWHERE = System.getProperty("cases", "");

  private static final List<Path> FOLDERS =
      ELSEWHERE.isEmpty() ? List.of(RULES, TEST_POLICIES) : List.of(Path.of(ELSEWHERE));

  private static final PolicyLibrary LIBRARY = new PolicyLibrary(RULES);

  @TestFactory
  Stream<DynamicTest> casesBesideTheRules() {
    return FOLDERS.stream()
        .flatMap(folder -> casesOf(folder).stream())
        .flatMap(RuleCasesTest::boots);
  }

  @Test
  void everyRuleHasACaseInWhichItFiresAndOneInWhichItDoesNot() {
    Map<String, RuleInfo> rules = new TreeMap<>();
    for (String name : ELSEWHERE.isEmpty() ? LIBRARY.names() : List.of(ELSEWHERE)) {
      LIBRARY.policy(name).rules().stream()
          .filter(rule -> rule.file().startsWith(ELSEWHERE))
          .forEach(rule -> rules.put(rule.name(), rule));
    }
    if (ELSEWHERE.isEmpty()) {
      LIBRARY.invariants().rules().forEach(rule -> rules.put(rule.name(), rule));
    }
    Set<String> neverFires = new TreeSet<>(rules.keySet());
    Set<String> neverSilent = new TreeSet<>(rules.keySet());
    for (Path folder : FOLDERS) {
      for (RuleCase described : casesOf(folder)) {
        neverFires.removeAll(described.fires());
        neverSilent.removeAll(described.silent());
      }
    }
    neverSilent.removeIf(name -> firesInEveryBoot(rules.get(name)));
    assertEquals(Set.of(), neverFires, "no case has these in x-fires");
    assertEquals(Set.of(), neverSilent, "no case has these in x-silent");
  }

  @Test
  void idsOfCasesAreUnique() {
    Map<String, Long> twice =
        FOLDERS.stream()
            .flatMap(folder -> casesOf(folder).stream())
            .collect(Collectors.groupingBy(c -> c.platform().id(), Collectors.counting()));
    twice.values().removeIf(count -> count == 1);
    assertEquals(Map.of(), twice);
  }

  /** A rule that asks for nothing but the event with which every boot begins has no near miss. */
  private static boolean firesInEveryBoot(RuleInfo rule) {
    return rule.conditions().size() == 1
        && rule.conditions().get(0).text().equals("CurrentEvent( name == \"boot\" )");
  }

  private static List<RuleCase> casesOf(Path folder) {
    List<Path> files = RuleCase.files(folder);
    assertFalse(files.isEmpty(), "no cases found below " + folder);
    return files.stream().flatMap(file -> RuleCase.read(file).stream()).toList();
  }

  private static Stream<DynamicTest> boots(RuleCase described) {
    List<String> policies = described.platform().kernel().policies();
    assertFalse(policies.isEmpty(), described.file() + " names no policy");
    return policies.stream()
        .map(
            name ->
                DynamicTest.dynamicTest(
                    "%s: %s under %s".formatted(described.file(), described.platform().id(), name),
                    described.file().toUri(),
                    () -> check(described, name)));
  }

  private static void check(RuleCase described, String policy) {
    List<String> differences = described.differences(policyOf(policy));
    assertTrue(differences.isEmpty(), () -> String.join("\n", differences));
  }

  private static Policy policyOf(String name) {
    if (Path.of(ELSEWHERE).endsWith(name)) {
      return LIBRARY.policy(ELSEWHERE);
    }
    Path folder = TEST_POLICIES.resolve(name);
    return LIBRARY.policy(Files.isDirectory(folder) ? folder.toString() : name);
  }
}
