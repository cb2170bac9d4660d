package memfate.engine;

import java.util.LinkedHashMap;
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
  private final RuleReads reads;
  private final Map<String, RuleSource> sources;
  private final String digest;
  private final PolicyOptions known;

  Policy(
      PolicyDefinition definition,
      InternalKnowledgeBase base,
      Map<String, RuleInfo> rules,
      RuleReads reads,
      Map<String, RuleSource> sources,
      String digest,
      PolicyOptions known) {
    this.definition = definition;
    this.base = base;
    this.rules = Map.copyOf(rules);
    this.reads = reads;
    this.sources = Map.copyOf(sources);
    this.digest = digest;
    this.known = known;
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

  /**
   * Returns the same policy with other values of some of its options.
   *
   * @throws PolicyException if it does not have one of them, or not with that value
   */
  public Policy with(Map<String, String> changed) {
    if (changed.isEmpty()) {
      return this;
    }
    known.checkChange(definition, changed);
    Map<String, String> all = new LinkedHashMap<>(options());
    all.putAll(changed);
    return new Policy(definition.withOptions(all), base, rules, reads, sources, digest, known);
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

  /** Returns which facts the rules look at. */
  public RuleReads reads() {
    return reads;
  }

  /**
   * Prepares to look into one of the rules: how far it is from firing.
   *
   * @throws IllegalArgumentException if the policy has no such rule
   */
  public RuleProbe probe(String rule) {
    RuleInfo info = rules.get(rule);
    RuleSource source = info == null ? null : sources.get(info.file());
    if (info == null || source == null) {
      throw new IllegalArgumentException("policy %s has no rule \"%s\"".formatted(name(), rule));
    }
    return RuleProbe.of(info, source);
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
