package memfate.diff;

import java.math.BigInteger;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import memfate.boot.Outcome;
import memfate.boot.Outcome.Owner;
import memfate.boot.Outcome.RangeFate;
import memfate.boot.Outcome.Status;
import memfate.iomem.ByteCount;

/** Platforms and bytes of many comparisons of the same two sides. */
public final class Totals {

  /** Bytes of one side: of ranges by owner, and usable ones. */
  public static final class Side {
    private final Map<Owner, BigInteger> sizes = new EnumMap<>(Owner.class);
    private BigInteger usable = BigInteger.ZERO;
    private BigInteger open = BigInteger.ZERO;
    private int crashes;

    private void add(Outcome outcome) {
      crashes += outcome.status() == Status.CRASH ? 1 : 0;
      if (outcome.status() == Status.PARTIAL) {
        open = open.add(size(outcome.ranges()));
        return;
      }
      for (RangeFate fate : outcome.ranges()) {
        sizes.merge(fate.owner(), ByteCount.of(fate.range()), BigInteger::add);
        usable = usable.add(ByteCount.of(fate.usable()));
      }
    }

    private static BigInteger size(Collection<RangeFate> fates) {
      return fates.stream()
          .map(fate -> ByteCount.of(fate.range()))
          .reduce(BigInteger.ZERO, BigInteger::add);
    }

    /** Returns the bytes of ranges that an owner holds. */
    public BigInteger size(Owner owner) {
      return sizes.getOrDefault(owner, BigInteger.ZERO);
    }

    /** Returns the usable bytes. */
    public BigInteger usable() {
      return usable;
    }

    /** Returns the bytes whose fate depends on tables that nobody captured; no owner has them. */
    public BigInteger open() {
      return open;
    }

    /** Returns in how many boots the kernel dies. */
    public int crashes() {
      return crashes;
    }
  }

  private final String leftLabel;
  private final String rightLabel;
  private final Side left = new Side();
  private final Side right = new Side();
  private final Map<Comparison.Verdict, Integer> verdicts = new EnumMap<>(Comparison.Verdict.class);
  private int ranges;
  private BigInteger lost = BigInteger.ZERO;
  private BigInteger gained = BigInteger.ZERO;
  private BigInteger perhapsLost = BigInteger.ZERO;

  public Totals(String leftLabel, String rightLabel) {
    this.leftLabel = leftLabel;
    this.rightLabel = rightLabel;
  }

  public String leftLabel() {
    return leftLabel;
  }

  public String rightLabel() {
    return rightLabel;
  }

  /** Adds a comparison; bytes count only where both sides have an answer. */
  public void add(Comparison comparison) {
    verdicts.merge(comparison.verdict(), 1, Integer::sum);
    Subject before = comparison.left();
    Subject after = comparison.right();
    if (before == null || after == null || comparison.answers().isEmpty()) {
      return;
    }
    left.add(before.outcome());
    right.add(after.outcome());
    if (comparison.isPartial()) {
      perhapsLost = perhapsLost.add(comparison.mostLost());
      return;
    }
    for (AnswerDifference answer : comparison.answers()) {
      ranges += answer.groups().stream().mapToInt(group -> group.changed().size()).sum();
      lost = lost.add(answer.lost());
      gained = gained.add(answer.gained());
    }
  }

  /** Returns how many platforms were looked at. */
  public int platforms() {
    return verdicts.values().stream().mapToInt(Integer::intValue).sum();
  }

  public int count(Comparison.Verdict verdict) {
    return verdicts.getOrDefault(verdict, 0);
  }

  /** Returns how many ranges changed their fate, those of partial answers aside. */
  public int changedRanges() {
    return ranges;
  }

  public Side left() {
    return left;
  }

  public Side right() {
    return right;
  }

  /** Returns how many bytes are usable on the left and not on the right. */
  public BigInteger lost() {
    return lost;
  }

  /** Returns how many bytes are usable on the right and not on the left. */
  public BigInteger gained() {
    return gained;
  }

  /** Returns how many bytes more are lost at most, by what nobody captured. */
  public BigInteger perhapsLost() {
    return perhapsLost;
  }
}
