package memfate.engine;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A compiled policy. It is immutable and shared by threads; each run opens a session of its own.
 */
public final class Policy {
  private final PolicyDefinition definition;
  private final RuleBase base;
  private final @Nullable RuleBase normalising;
  private final String digest;
  private final String quirksDigest;
  private final PolicyOptions known;

  Policy(
      PolicyDefinition definition,
      RuleBase base,
      @Nullable RuleBase normalising,
      String digest,
      String quirksDigest,
      PolicyOptions known) {
    this.definition = definition;
    this.base = base;
    this.normalising = normalising;
    this.digest = digest;
    this.quirksDigest = quirksDigest;
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
    return new Policy(definition.withOptions(all), base, normalising, digest, quirksDigest, known);
  }

  /** Returns the SHA-256 of its own rules and options, in hex; quirks are not among them. */
  public String sha256() {
    return digest;
  }

  /** Returns the SHA-256 of the rules of its quirks, in hex; empty without quirks. */
  public String quirksSha256() {
    return quirksDigest;
  }

  /** Returns the rules by file and line. */
  public List<RuleInfo> rules() {
    return inOrder(
        Stream.concat(
            base.rules().values().stream(),
            normalising == null ? Stream.of() : normalising.rules().values().stream()));
  }

  /** Returns the rules that can fire in a boot, by file and line: not those that rewrite first. */
  public List<RuleInfo> rulesOfBoot() {
    return inOrder(base.rules().values().stream());
  }

  private static List<RuleInfo> inOrder(Stream<RuleInfo> rules) {
    return rules
        .sorted(Comparator.comparing(RuleInfo::file).thenComparingInt(RuleInfo::line))
        .toList();
  }

  /** Returns which facts the rules of a boot look at. */
  public RuleReads reads() {
    return base.reads();
  }

  /**
   * Prepares to look into one of the rules: how far it is from firing.
   *
   * @throws IllegalArgumentException if the policy has no such rule
   */
  public RuleProbe probe(String rule) {
    RuleInfo info = base.rules().get(rule);
    RuleSource source = info == null ? null : base.sources().get(info.file());
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
    return base.open(firingLimit, tracing);
  }

  /**
   * Opens the session in which quirks rewrite what a description says, before the boot; null when
   * none in force does.
   */
  public @Nullable RuleSession openNormalising(int firingLimit, boolean tracing) {
    return normalising == null ? null : normalising.open(firingLimit, tracing);
  }

  /** Returns the same policy with the rules of quirks. */
  Policy withQuirks(RuleBase other, @Nullable RuleBase otherNormalising, String sha256) {
    return new Policy(definition, other, otherNormalising, digest, sha256, known);
  }

  RuleBase base() {
    return base;
  }
}
