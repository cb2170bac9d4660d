package memfate.diff;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import memfate.boot.Outcome;
import memfate.boot.Outcome.Status;

/**
 * What differs under one reading of the tables that a description does not know.
 *
 * @param assume the reading; empty when there is one answer
 * @param left outcome on the left, without readings
 * @param right outcome on the right, without readings
 * @param groups the ranges of both sides
 */
public record AnswerDifference(
    Map<String, String> assume, Outcome left, Outcome right, List<RangeGroup> groups) {

  /** Compares every reading of one side with those of the other that do not contradict it. */
  static List<AnswerDifference> of(Outcome left, Outcome right) {
    List<AnswerDifference> answers = new ArrayList<>();
    for (Outcome.Reading before : readings(left)) {
      for (Outcome.Reading after : readings(right)) {
        if (agree(before.assume(), after.assume())) {
          Map<String, String> assume = new LinkedHashMap<>(before.assume());
          assume.putAll(after.assume());
          answers.add(of(assume, before.outcome(), after.outcome()));
        }
      }
    }
    return answers;
  }

  private static AnswerDifference of(Map<String, String> assume, Outcome left, Outcome right) {
    PartingFinder partings = new PartingFinder(left, right);
    return new AnswerDifference(
        assume, left, right, Refinement.of(left.ranges(), right.ranges(), partings));
  }

  private static List<Outcome.Reading> readings(Outcome outcome) {
    return outcome.readings().isEmpty()
        ? List.of(new Outcome.Reading(Map.of(), outcome))
        : outcome.readings();
  }

  private static boolean agree(Map<String, String> a, Map<String, String> b) {
    return a.entrySet().stream()
        .allMatch(
            table -> b.getOrDefault(table.getKey(), table.getValue()).equals(table.getValue()));
  }

  /** Returns whether there is a prediction on both sides. */
  public boolean isCompared() {
    return new Subject("", left).hasAnswer() && new Subject("", right).hasAnswer();
  }

  /** Returns whether the kernel dies on the right only. */
  public boolean diesOnTheRight() {
    return left.status() != Status.CRASH && right.status() == Status.CRASH;
  }

  /** Returns whether something else becomes of the memory, or of the kernel. */
  public boolean isChanged() {
    return (left.status() == Status.CRASH) != (right.status() == Status.CRASH)
        || groups.stream().anyMatch(group -> !group.changed().isEmpty());
  }

  /** Returns whether anything differs, be it only how it came about. */
  public boolean differs() {
    return isChanged()
        || groups.stream().flatMap(g -> g.pieces().stream()).anyMatch(p -> !p.changes().isEmpty());
  }

  /** Returns how many bytes are usable on the left and not on the right. */
  public BigInteger lost() {
    return sum(RangeGroup::lost);
  }

  /** Returns how many bytes are usable on the right and not on the left. */
  public BigInteger gained() {
    return sum(RangeGroup::gained);
  }

  private BigInteger sum(Function<RangeGroup, BigInteger> bytes) {
    return groups.stream().map(bytes).reduce(BigInteger.ZERO, BigInteger::add);
  }
}
