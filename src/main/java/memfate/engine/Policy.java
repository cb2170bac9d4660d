package memfate.engine;

import java.util.List;
import java.util.Map;
import org.drools.kiesession.rulebase.InternalKnowledgeBase;

/**
 * A compiled policy. It is immutable and shared by threads; each run opens a session of its own.
 */
public final class Policy {
  private final PolicyDefinition definition;
  private final InternalKnowledgeBase base;
  private final Map<String, RuleInfo> rules;
  private final String digest;

  Policy(
      PolicyDefinition definition,
      InternalKnowledgeBase base,
      Map<String, RuleInfo> rules,
      String digest) {
    this.definition = definition;
    this.base = base;
    this.rules = Map.copyOf(rules);
    this.digest = digest;
  }

  public String name() {
    return definition.name();
  }

  public PolicyDefinition definition() {
    return definition;
  }

  /** Returns the options of {@code policy.yaml}, those of the base policies included. */
  public Map<String, String> options() {
    return definition.options();
  }

  /** Returns the SHA-256 of the rules and options, in hex. */
  public String sha256() {
    return digest;
  }

  /** Returns the rules by file and line. */
  public List<RuleInfo> rules() {
    return rules.values().stream()
        .sorted(java.util.Comparator.comparing(RuleInfo::file).thenComparingInt(RuleInfo::line))
        .toList();
  }

  /**
   * Opens the session of one run.
   *
   * @param firingLimit most firings of the whole run
   * @param tracing whether to keep which facts each firing matched
   */
  public RuleSession open(int firingLimit, boolean tracing) {
    return new RuleSession(base, rules, firingLimit, tracing);
  }
}
