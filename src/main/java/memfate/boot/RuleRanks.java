package memfate.boot;

import java.util.HashMap;
import java.util.Map;
import memfate.engine.RuleInfo;
import memfate.facts.Quirk;

/**
 * Whose word counts more: that of the more specific band, and within a band that of the quirk whose
 * row describes the platform more closely.
 */
final class RuleRanks {
  private final Map<RuleInfo.Tie, Integer> specificity = new HashMap<>();
  private final Map<String, Integer> byQuirk = new HashMap<>();

  /** Learns how closely a quirk fits. */
  void add(Quirk quirk) {
    byQuirk.put(quirk.pack() + ":" + quirk.id(), quirk.specificity());
  }

  /**
   * Compares the ranks of two rules: positive when the first counts more, 0 when they are equal.
   */
  int compare(RuleInfo a, RuleInfo b) {
    int byBand = a.band().compareTo(b.band());
    return byBand != 0 ? byBand : Integer.compare(specificity(a), specificity(b));
  }

  private int specificity(RuleInfo rule) {
    RuleInfo.Tie tie = rule.tie();
    return tie == null
        ? 0
        : specificity.computeIfAbsent(
            tie, t -> byQuirk.getOrDefault(t.pack() + ":" + t.quirk(), 0));
  }
}
