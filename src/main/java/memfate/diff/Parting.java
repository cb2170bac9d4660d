package memfate.diff;

import java.util.List;
import memfate.boot.Outcome.RuleRef;
import org.jspecify.annotations.Nullable;

/**
 * The first thing about a range that happens on one side and not on the other.
 *
 * @param by what was compared
 * @param left what happens on the left, null for nothing more
 * @param right what happens on the right, null for nothing more
 */
public record Parting(By by, @Nullable Step left, @Nullable Step right) {

  /** What was compared. */
  public enum By {
    /** Decisions about the range. */
    DECISION,
    /** Which rules fired about its addresses. */
    EVENT
  }

  /**
   * Rules about a range that fired on one side only.
   *
   * @param left those of the left, in order
   * @param right those of the right, in order
   */
  public record OneSided(List<Step> left, List<Step> right) {}

  /**
   * Something that happens.
   *
   * @param event at which event, such as {@code hmem-walk}
   * @param text the decision, such as {@code register}, or the rule that fired
   * @param rule who says so, null where nobody knows
   */
  public record Step(String event, String text, @Nullable RuleRef rule) {}

  /** Returns the event, or both when they are not the same: {@code hmem-walk / deferred-work}. */
  public String event() {
    String before = left == null ? "" : left.event();
    String after = right == null ? "" : right.event();
    if (before.isEmpty() || before.equals(after)) {
      return after;
    }
    return after.isEmpty() ? before : before + " / " + after;
  }
}
