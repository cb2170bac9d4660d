package memfate.report;

import memfate.boot.Exploration;
import memfate.boot.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * One description under one policy.
 *
 * @param input where the description stands
 * @param title its title, or empty
 * @param outcome what became of it
 * @param exploration what its other orders end with; null when one order was run
 */
public record Evaluated(
    Input input, String title, Outcome outcome, @Nullable Exploration exploration) {

  /** What became of a description in one order. */
  public Evaluated(Input input, String title, Outcome outcome) {
    this(input, title, outcome, null);
  }
}
