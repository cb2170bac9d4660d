package memfate.trial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import memfate.KeptRules;
import memfate.engine.PolicyLibrary;
import memfate.engine.RuleInfo;
import memfate.packs.PackLibrary;
import memfate.packs.PackPath;
import memfate.packs.QuirkSwitches;
import memfate.packs.TrustedKeys;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The cases beside the rules, as {@code memfate test} runs them, and no rule is without one. */
class RuleCasesTest {
  private static final Path RULES = Path.of("rules");

  /** Policies that set options which no policy of {@code rules} sets, with their cases. */
  private static final Path TEST_POLICIES = Path.of("src/test/resources/policies");

  private static final PolicyLibrary LIBRARY = KeptRules.open();
  private static final PackLibrary PACKS =
      PackLibrary.open(
          new PackPath(
              List.of(new PackPath.Place(RULES.resolve("packs"), "rules/packs", false, true))),
          "0.1.0",
          TrustedKeys.NONE,
          QuirkSwitches.NONE);

  private static final CaseTrial TRIAL = new CaseTrial(LIBRARY, PackFolders.of(PACKS));
  private static final CaseReader.Cases CASES = CaseReader.read(List.of(RULES, TEST_POLICIES));

  @TestFactory
  Stream<DynamicTest> casesBesideTheRules() {
    return CASES.cases().stream()
        .flatMap(test -> TRIAL.trials(test).stream())
        .map(
            trial ->
                DynamicTest.dynamicTest(
                    trial.name(), trial.test().file().toUri(), () -> check(trial)));
  }

  private static void check(CaseTrial.Trial trial) {
    CaseResult result = TRIAL.run(trial);
    assertEquals(CaseResult.Verdict.PASSED, result.verdict(), () -> words(result));
  }

  private static String words(CaseResult result) {
    return String.join("\n", result.differences()) + result.broken();
  }

  @Test
  void everyCaseReadsAndNamesItsPolicies() {
    assertEquals(List.of(), CASES.problems());
    assertFalse(CASES.cases().isEmpty());
    assertEquals(
        List.of(),
        CASES.cases().stream()
            .filter(test -> PackFolders.around(test.file()).isEmpty())
            .filter(test -> test.platform().kernel().policies().isEmpty())
            .map(RuleCase::id)
            .toList());
  }

  @Test
  void everyRuleHasACaseInWhichItFiresAndOneInWhichItDoesNot() {
    Map<String, RuleInfo> rules = new TreeMap<>();
    LIBRARY.names().stream()
        .flatMap(name -> LIBRARY.policy(name).rules().stream())
        .forEach(rule -> rules.put(rule.name(), rule));
    LIBRARY.invariants().rules().forEach(rule -> rules.put(rule.name(), rule));
    Set<String> neverFires = new TreeSet<>(rules.keySet());
    Set<String> neverSilent = new TreeSet<>(rules.keySet());
    for (RuleCase test : CASES.cases()) {
      neverFires.removeAll(test.fires());
      neverSilent.removeAll(test.silent());
    }
    neverSilent.removeIf(name -> RuleCoverage.firesInEveryBoot(rules.get(name)));
    assertEquals(Set.of(), neverFires, "no case has these in x-fires");
    assertEquals(Set.of(), neverSilent, "no case has these in x-silent");
  }

  @Test
  void idsOfCasesAreUnique() {
    Map<String, Long> twice =
        CASES.cases().stream().collect(Collectors.groupingBy(RuleCase::id, Collectors.counting()));
    twice.values().removeIf(count -> count == 1);
    assertEquals(Map.of(), twice);
  }
}
