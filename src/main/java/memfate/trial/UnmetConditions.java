package memfate.trial;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import memfate.boot.Outcome;
import memfate.boot.WhyNot;
import memfate.engine.Policy;
import memfate.engine.PolicyException;
import memfate.engine.RuleInfo;
import memfate.engine.RuleProbe;
import org.jspecify.annotations.Nullable;

/**
 * Finds the condition that kept rules from firing.
 *
 * <p>Each case is booted once more under its policy, and the rules that did not fire are looked
 * into.
 */
public final class UnmetConditions {
  private final CaseTrial trial;

  /**
   * Prepares the search.
   *
   * @param trial how the cases were booted
   */
  public UnmetConditions(CaseTrial trial) {
    this.trial = trial;
  }

  /**
   * Returns the same, with better reasons where there are any.
   *
   * @param results all boots of cases
   */
  public List<RuleCoverage> explain(List<RuleCoverage> coverage, List<CaseResult> results) {
    Set<RuleInfo> silent =
        coverage.stream()
            .filter(c -> !c.isCovered() && c.boots() > 0)
            .map(RuleCoverage::rule)
            .collect(Collectors.toCollection(LinkedHashSet::new));
    if (silent.isEmpty()) {
      return coverage;
    }
    Map<RuleInfo, Reach> reached = new HashMap<>();
    byPolicy(results).values().forEach(boots -> look(boots, silent, reached));
    return coverage.stream().map(c -> explained(c, reached.get(c.rule()))).toList();
  }

  /** The boot in which a rule got furthest. */
  private record Reach(WhyNot answer, String test) {

    int conditions() {
      WhyNot.Furthest furthest = answer.furthest();
      return furthest == null ? -1 : furthest.attempt().reached();
    }

    long constraints() {
      WhyNot.Furthest furthest = answer.furthest();
      return furthest == null
          ? 0
          : furthest.constraints().stream().filter(c -> c.truth() == WhyNot.Truth.TRUE).count();
    }

    /** Of equals the first counts. */
    static Reach farther(Reach one, Reach other) {
      return other.conditions() > one.conditions()
              || (other.conditions() == one.conditions() && other.constraints() > one.constraints())
          ? other
          : one;
    }
  }

  private Map<String, List<CaseResult>> byPolicy(List<CaseResult> results) {
    Map<String, List<CaseResult>> boots = new LinkedHashMap<>();
    for (CaseResult result : results) {
      String policy = trial.nameOrFolder(result.trial());
      boots.computeIfAbsent(policy, p -> new ArrayList<>()).add(result);
    }
    return boots;
  }

  private void look(List<CaseResult> boots, Set<RuleInfo> silent, Map<RuleInfo, Reach> reached) {
    Map<RuleInfo, RuleProbe> probes = new HashMap<>();
    for (CaseResult boot : boots) {
      Policy policy = policyOf(boot);
      if (policy == null) {
        continue;
      }
      List<RuleInfo> here = policy.rulesOfBoot().stream().filter(silent::contains).toList();
      List<RuleProbe> looking =
          here.stream()
              .map(rule -> probes.computeIfAbsent(rule, r -> policy.probe(r.name())))
              .toList();
      if (!looking.isEmpty()) {
        List<WhyNot> answers = trial.whyNot(boot.trial(), looking);
        for (int i = 0; i < answers.size(); i++) {
          RuleInfo rule = here.get(i % here.size());
          reached.merge(rule, new Reach(answers.get(i), boot.name()), Reach::farther);
        }
      }
    }
  }

  private @Nullable Policy policyOf(CaseResult boot) {
    try {
      return boot.outcome() == null ? null : trial.prepare(boot.trial()).policy();
    } catch (PolicyException e) {
      return null;
    }
  }

  private static RuleCoverage explained(RuleCoverage coverage, @Nullable Reach reach) {
    return reach == null ? coverage : coverage.because(why(coverage, reach));
  }

  private static String why(RuleCoverage coverage, Reach reach) {
    WhyNot answer = reach.answer();
    WhyNot.Furthest furthest = answer.furthest();
    if (furthest == null) {
      String event = answer.event();
      return event == null
          ? "no event happened at which it could, in %d boots".formatted(coverage.boots())
          : "the event \"%s\" happened in none of %d boots".formatted(event, coverage.boots());
    }
    int met = furthest.attempt().reached();
    if (met == answer.conditions().size()) {
      return "all its conditions hold in %s, but it fired in none of %d boots"
          .formatted(reach.test(), coverage.boots());
    }
    WhyNot.Condition unmet = answer.conditions().get(met);
    String text = "%s %s".formatted(unmet.quantifier(), unmet.text()).strip();
    String nearest = met == 0 ? "" : "; those before it had one, first in " + reach.test();
    return Stream.concat(
            Stream.of(
                "condition %d of %d had no match in %d boots: %s%s"
                    .formatted(
                        met + 1, answer.conditions().size(), coverage.boots(), text, nearest)),
            closest(furthest))
        .collect(Collectors.joining("\n"));
  }

  /** Returns the facts that decided, as far as that can be told. */
  private static Stream<String> closest(WhyNot.Furthest furthest) {
    Outcome.MatchedFact closest = furthest.closest();
    if (closest == null) {
      return furthest.inTheWay().stream().limit(1).map(fact -> "in the way: " + fact.text());
    }
    String failing =
        furthest.constraints().stream()
            .filter(constraint -> constraint.truth() == WhyNot.Truth.FALSE)
            .map(WhyNot.Constraint::text)
            .collect(Collectors.joining(", "));
    return Stream.of("closest: %s, which is not %s".formatted(closest.text(), failing));
  }
}
