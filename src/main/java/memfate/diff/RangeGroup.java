package memfate.diff;

import java.math.BigInteger;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import memfate.boot.Outcome.RangeFate;
import memfate.iomem.ByteCount;
import org.jspecify.annotations.Nullable;

/**
 * Ranges that hang together: one side splits what is one range on the other. Bytes are counted on
 * the ranges as each side has them, so that none counts twice.
 *
 * @param pieces the common refinement, in address order
 * @param usableLeft usable bytes of all pieces on the left
 * @param usableRight usable bytes of all pieces on the right
 */
public record RangeGroup(
    List<RangeDifference> pieces, BigInteger usableLeft, BigInteger usableRight) {

  static BigInteger usable(Collection<RangeFate> fates) {
    return fates.stream()
        .map(fate -> ByteCount.of(fate.usable()))
        .reduce(BigInteger.ZERO, BigInteger::add);
  }

  /** Returns the fates of one side, each once. */
  static Set<RangeFate> fates(
      List<RangeDifference> pieces, Function<RangeDifference, @Nullable RangeFate> side) {
    Set<RangeFate> fates = Collections.newSetFromMap(new IdentityHashMap<>());
    pieces.stream().map(side).filter(Objects::nonNull).forEach(fates::add);
    return fates;
  }

  /** Returns whether it is known which of the pieces the usable bytes lie in. */
  public boolean isExact() {
    return pieces.stream().allMatch(piece -> piece.gain() != null);
  }

  /** Returns how many bytes are usable on the left and not on the right. */
  public BigInteger lost() {
    return gained(BigInteger::negate);
  }

  /** Returns how many bytes are usable on the right and not on the left. */
  public BigInteger gained() {
    return gained(gain -> gain);
  }

  private BigInteger gained(Function<BigInteger, BigInteger> direction) {
    List<BigInteger> gains =
        isExact()
            ? pieces.stream().map(RangeDifference::gain).toList()
            : List.of(usableRight.subtract(usableLeft));
    return gains.stream()
        .map(direction)
        .filter(gain -> gain.signum() > 0)
        .reduce(BigInteger.ZERO, BigInteger::add);
  }

  /** Returns the pieces of which something else becomes. */
  public List<RangeDifference> changed() {
    return pieces.stream().filter(RangeDifference::isOfFate).toList();
  }
}
