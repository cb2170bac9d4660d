package memfate.diff;

import java.math.BigInteger;
import java.util.List;
import java.util.stream.Stream;
import memfate.boot.Outcome.Status;
import org.jspecify.annotations.Nullable;

/**
 * What differs between two outcomes.
 *
 * @param platform id of the platform
 * @param left the side that is compared with, null when only the other one has this platform
 * @param right the side that may differ, null when only the other one has this platform
 * @param answers one entry, or one a reading of unknown tables; empty unless both sides have
 *     answers
 */
public record Comparison(
    String platform,
    @Nullable Subject left,
    @Nullable Subject right,
    List<AnswerDifference> answers) {

  /** What came out. */
  public enum Verdict {
    /** Nothing that was compared differs. */
    SAME,
    /** The same becomes of all memory, but other things were decided or failed on the way. */
    DECISIONS,
    /** Something else becomes of some memory, or the kernel dies on one side only. */
    CHANGED,
    /** A side has no answer. */
    NOT_COMPARED,
    /** The right has no such platform. */
    LEFT_ONLY,
    /** The left has no such platform. */
    RIGHT_ONLY
  }

  /** Compares two outcomes. */
  public static Comparison of(Subject left, Subject right) {
    boolean both = left.hasAnswer() && right.hasAnswer();
    return new Comparison(
        left.outcome().platform(),
        left,
        right,
        both ? AnswerDifference.of(left.outcome(), right.outcome()) : List.of());
  }

  /** Returns the comparison of a platform that the right does not have. */
  public static Comparison leftOnly(Subject left) {
    return new Comparison(left.outcome().platform(), left, null, List.of());
  }

  /** Returns the comparison of a platform that the left does not have. */
  public static Comparison rightOnly(Subject right) {
    return new Comparison(right.outcome().platform(), null, right, List.of());
  }

  /** Returns the sides that there are. */
  public List<Subject> sides() {
    return Stream.of(left, right).flatMap(Stream::ofNullable).toList();
  }

  public Verdict verdict() {
    if (right == null) {
      return Verdict.LEFT_ONLY;
    }
    if (left == null) {
      return Verdict.RIGHT_ONLY;
    }
    if (answers.isEmpty() || !answers.stream().allMatch(AnswerDifference::isCompared)) {
      return Verdict.NOT_COMPARED;
    }
    if (answers.stream().anyMatch(AnswerDifference::isChanged)) {
      return Verdict.CHANGED;
    }
    return answers.stream().anyMatch(AnswerDifference::differs) ? Verdict.DECISIONS : Verdict.SAME;
  }

  /** Returns whether an answer of either side is open: it depends on what nobody captured. */
  public boolean isPartial() {
    return sides().stream().anyMatch(side -> side.outcome().status() == Status.PARTIAL);
  }

  /** Returns whether memory that is usable on the left is not on the right, in any reading. */
  public boolean losesMemory() {
    return answers.stream().anyMatch(a -> a.lost().signum() > 0 || a.diesOnTheRight());
  }

  /** Returns the most bytes that are lost in any reading. */
  public BigInteger mostLost() {
    return answers.stream()
        .map(AnswerDifference::lost)
        .max(BigInteger::compareTo)
        .orElse(BigInteger.ZERO);
  }

  /** Returns whether fates differ, and traces of the boots would tell more about why. */
  public boolean wantsTrace() {
    return verdict() == Verdict.CHANGED
        && sides().stream().allMatch(side -> side.outcome().trace().isEmpty());
  }
}
