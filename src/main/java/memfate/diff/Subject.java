package memfate.diff;

import memfate.boot.Outcome;

/**
 * One side of a comparison.
 *
 * @param label what reports call it: a policy, a description, a recorded run
 * @param outcome what came out
 */
public record Subject(String label, Outcome outcome) {

  /** Returns whether there is a prediction: nothing failed but perhaps the kernel. */
  public boolean hasAnswer() {
    return switch (outcome.status()) {
      case OK, PARTIAL, CRASH -> true;
      case INVALID, UNSUPPORTED, INCONCLUSIVE -> false;
    };
  }
}
