package memfate.boot;

import java.util.List;
import java.util.Map;
import memfate.iomem.AddressRange;
import memfate.platform.Diagnostic;
import org.jspecify.annotations.Nullable;

/**
 * Why a rule did not fire in a boot, or when it did.
 *
 * @param rule the rule
 * @param conditions its conditions, in order
 * @param event the only event at which it can fire; null when its conditions do not say
 * @param assume the reading of unknown tables that this boot assumes
 * @param fired the events at which it fired, with these firings alone
 * @param attempts the moments at which it could have fired, and how far it got
 * @param furthest the moment at which it got furthest; null when there was none
 * @param happened the names of the events that happened
 * @param status how the boot ended
 * @param diagnostics what went wrong in it
 */
public record WhyNot(
    Outcome.RuleRef rule,
    List<Condition> conditions,
    @Nullable String event,
    Map<String, String> assume,
    List<Outcome.EventTrace> fired,
    List<Attempt> attempts,
    @Nullable Furthest furthest,
    List<String> happened,
    Outcome.Status status,
    List<Diagnostic> diagnostics) {

  /**
   * A condition of the rule.
   *
   * @param quantifier {@code exists}, {@code not}, or empty for a plain pattern
   * @param text as written, on one line
   * @param line in the rule's file
   */
  public record Condition(String quantifier, String text, int line) {}

  /**
   * A moment at which the rule could have fired.
   *
   * @param sequence number of the event, from 1
   * @param event its name and subject
   * @param actor who acts
   * @param reached how many conditions, from the first on, had a match together
   */
  public record Attempt(int sequence, String event, String actor, int reached) {}

  /** Whether a constraint holds, or cannot be asked because one before it does not. */
  public enum Truth {
    TRUE,
    FALSE,
    UNREACHED
  }

  /**
   * A constraint of a condition.
   *
   * @param text as written, on one line
   */
  public record Constraint(String text, Truth truth) {}

  /**
   * The moment at which the rule got furthest.
   *
   * @param matched the facts of each condition that had a match; of several matches, those that
   *     came closest to the next condition
   * @param candidates how many facts the next condition was tried on, once for each match of those
   *     before it; negative when they were too many to try
   * @param closest the fact that passes most constraints of the next condition
   * @param constraints these constraints
   * @param inTheWay the facts that are there although the next condition is {@code not}
   */
  public record Furthest(
      Attempt attempt,
      List<List<Outcome.MatchedFact>> matched,
      int candidates,
      Outcome.@Nullable MatchedFact closest,
      List<Constraint> constraints,
      List<Outcome.MatchedFact> inTheWay) {

    public Furthest {
      matched = List.copyOf(matched);
    }
  }

  /**
   * An answer about one range.
   *
   * @param range only what touches it counts
   */
  public record About(AddressRange range, WhyNot answer) {}

  /** Returns whether the rule fired. */
  public boolean hasFired() {
    return !fired.isEmpty();
  }
}
