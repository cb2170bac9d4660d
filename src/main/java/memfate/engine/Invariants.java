package memfate.engine;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.drools.kiesession.rulebase.InternalKnowledgeBase;

/**
 * What must hold of every order of events: the compiled rules of {@code rules/invariants}. They
 * judge a boot that is over, whatever the policy, and no policy can replace them.
 */
public final class Invariants {
  private final InternalKnowledgeBase base;
  private final Map<String, RuleInfo> rules;

  Invariants(InternalKnowledgeBase base, Map<String, RuleInfo> rules) {
    this.base = base;
    this.rules = Map.copyOf(rules);
  }

  /** Returns the rules by file and line. */
  public List<RuleInfo> rules() {
    return rules.values().stream()
        .sorted(Comparator.comparing(RuleInfo::file).thenComparingInt(RuleInfo::line))
        .toList();
  }

  /**
   * Opens a session in which one order is judged.
   *
   * @param firingLimit most firings
   */
  public RuleSession open(int firingLimit) {
    return new RuleSession(base, rules, firingLimit, false);
  }
}
