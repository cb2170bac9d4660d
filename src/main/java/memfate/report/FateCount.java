package memfate.report;

import java.io.Serializable;
import java.math.BigInteger;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Set;
import memfate.boot.Outcome;
import memfate.iomem.ByteCount;

/** Counts over the outcomes under one policy, by owner. */
public final class FateCount implements Serializable {
  private static final long serialVersionUID = 1L;

  /**
   * What one owner holds.
   *
   * @param platforms how many platforms have a range of it
   * @param size bytes of its ranges
   * @param usable usable bytes of them
   */
  public record Share(int platforms, int ranges, BigInteger size, BigInteger usable)
      implements Serializable {
    static final Share NOTHING = new Share(0, 0, BigInteger.ZERO, BigInteger.ZERO);

    Share with(Outcome.RangeFate fate) {
      return new Share(
          platforms,
          ranges + 1,
          size.add(ByteCount.of(fate.range())),
          usable.add(ByteCount.of(fate.usable())));
    }

    Share with(Share other) {
      return new Share(
          platforms + other.platforms,
          ranges + other.ranges,
          size.add(other.size),
          usable.add(other.usable));
    }

    Share withPlatform() {
      return new Share(platforms + 1, ranges, size, usable);
    }
  }

  private final EnumMap<Outcome.Owner, Share> shares = new EnumMap<>(Outcome.Owner.class);
  private int platforms;

  void add(Outcome outcome) {
    platforms++;
    Set<Outcome.Owner> here = EnumSet.noneOf(Outcome.Owner.class);
    for (Outcome.RangeFate fate : outcome.ranges()) {
      shares.put(fate.owner(), of(fate.owner()).with(fate));
      here.add(fate.owner());
    }
    here.forEach(owner -> shares.put(owner, of(owner).withPlatform()));
  }

  void add(FateCount other) {
    platforms += other.platforms;
    other.shares.forEach((owner, share) -> shares.merge(owner, share, Share::with));
  }

  /** Returns how many platforms there were. */
  public int platforms() {
    return platforms;
  }

  /** Returns what an owner holds. */
  public Share of(Outcome.Owner owner) {
    return shares.getOrDefault(owner, Share.NOTHING);
  }
}
