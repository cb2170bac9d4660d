package memfate.packs;

import java.util.List;

/**
 * A row beside a platform.
 *
 * @param verdicts what each of its conditions says of the platform, in their order
 */
public record RowMatch(MatchRow row, List<Term.Verdict> verdicts) {

  /** Returns whether the platform meets all conditions. */
  public boolean matches() {
    return verdicts.stream().allMatch(Term.Verdict::met);
  }

  /** Returns whether it meets all conditions but one. */
  public boolean isNearMiss() {
    return verdicts.size() > 1 && verdicts.stream().filter(v -> !v.met()).count() == 1;
  }

  /** Returns whether it is a near miss of a row with more than two conditions: worth telling. */
  public boolean isClose() {
    return isNearMiss() && verdicts.size() > 2;
  }

  /** Returns how closely the row describes the platform: the sum over its conditions. */
  public int specificity() {
    return verdicts.stream().mapToInt(Term.Verdict::weight).sum();
  }
}
