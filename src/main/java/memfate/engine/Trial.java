package memfate.engine;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one condition made of the facts that it was tried on, behind those that the conditions
 * before it had matched.
 *
 * @param candidates how many ways there were to try it; {@link #TOO_MANY} when nobody tried
 * @param fact the fact that passes most of its constraints; null when there is none
 * @param constraints its constraints, and what each says of that fact
 * @param inTheWay the facts that keep {@code not} from holding
 */
public record Trial(
    int candidates,
    @Nullable Object fact,
    List<TriedConstraint> constraints,
    List<Object> inTheWay) {

  /** More ways to try a condition than anybody can wait for. */
  public static final int TOO_MANY = -1;

  static final Trial NONE = new Trial(0, null, List.of(), List.of());

  /** Returns how many constraints hold. */
  public int passed() {
    return (int) constraints.stream().filter(c -> c.truth() == Truth.TRUE).count();
  }

  /** Whether a constraint holds. */
  public enum Truth {
    TRUE,
    FALSE,
    /** It cannot be asked unless those before it hold. */
    UNREACHED
  }

  /**
   * A constraint of a pattern.
   *
   * @param text as the rule has it, on one line
   */
  public record TriedConstraint(String text, Truth truth) {}
}
