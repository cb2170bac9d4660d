package memfate.diff;

import java.math.BigInteger;
import java.util.Set;
import memfate.boot.Outcome.RangeFate;
import memfate.iomem.AddressRange;
import memfate.iomem.ByteCount;
import org.jspecify.annotations.Nullable;

/**
 * The same addresses on both sides.
 *
 * @param range addresses that neither side splits further
 * @param left fate of the range on the left that holds them, null if none is Soft Reserved there
 * @param right the same on the right
 * @param changes in which way the fates differ
 * @param parting where the two part, null if they do not or nobody knows
 * @param oneSided rules that fired on one side only; none when the boots were not traced
 */
public record RangeDifference(
    AddressRange range,
    @Nullable RangeFate left,
    @Nullable RangeFate right,
    Set<Change> changes,
    @Nullable Parting parting,
    Parting.OneSided oneSided) {

  /** Returns whether something else becomes of the memory. */
  public boolean isOfFate() {
    return changes.stream().anyMatch(Change::isOfFate);
  }

  /** Returns the usable bytes on the left, null where only those of a larger range are known. */
  public @Nullable BigInteger usableLeft() {
    return usable(left, range);
  }

  /** Returns the usable bytes on the right, null where only those of a larger range are known. */
  public @Nullable BigInteger usableRight() {
    return usable(right, range);
  }

  /** Returns how many bytes more are usable on the right, null if that is not known. */
  public @Nullable BigInteger gain() {
    BigInteger before = usableLeft();
    BigInteger after = usableRight();
    return before == null || after == null ? null : after.subtract(before);
  }

  static @Nullable BigInteger usable(@Nullable RangeFate fate, AddressRange piece) {
    if (fate == null || fate.usable() == 0) {
      return BigInteger.ZERO;
    }
    BigInteger usable = ByteCount.of(fate.usable());
    if (fate.range().equals(piece)) {
      return usable;
    }
    return usable.equals(ByteCount.of(fate.range())) ? ByteCount.of(piece) : null;
  }
}
