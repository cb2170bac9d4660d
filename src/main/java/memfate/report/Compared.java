package memfate.report;

import memfate.diff.Comparison;
import org.jspecify.annotations.Nullable;

/**
 * One comparison with where its sides come from.
 *
 * @param left input of the left side, null when only the right has the platform
 * @param right input of the right side, null when only the left has the platform; often the same
 * @param title title of the description, or empty
 */
public record Compared(
    @Nullable Input left, @Nullable Input right, String title, Comparison comparison) {

  /** Returns the inputs as people name them, {@code a.yaml:1} or {@code a.yaml:1, b.yaml:1}. */
  String inputs() {
    if (left == null || left.equals(right)) {
      return String.valueOf(right);
    }
    return right == null ? left.toString() : left + ", " + right;
  }
}
