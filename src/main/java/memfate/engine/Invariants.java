package memfate.engine;

import java.util.Comparator;
import java.util.List;

/**
 * What must hold of every order of events: the compiled rules of {@code rules/invariants}. They
 * judge a boot that is over, whatever the policy, and no policy can replace them.
 */
public final class Invariants {
  private final RuleBase base;

  Invariants(RuleBase base) {
    this.base = base;
  }

  /** Returns the rules by file and line. */
  public List<RuleInfo> rules() {
    return base.rules().values().stream()
        .sorted(Comparator.comparing(RuleInfo::file).thenComparingInt(RuleInfo::line))
        .toList();
  }

  /**
   * Opens a session in which one order is judged.
   *
   * @param firingLimit most firings
   */
  public RuleSession open(int firingLimit) {
    return base.open(firingLimit, false);
  }
}
