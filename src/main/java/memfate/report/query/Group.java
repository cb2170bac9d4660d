package memfate.report.query;

import java.math.BigInteger;
import java.util.List;

/**
 * Records that have the same values.
 *
 * @param values of the keys, in their order
 * @param platforms how many records, one for each description and policy
 * @param ranges how many of their ranges
 * @param lost how many of these have no usable byte
 * @param size bytes of these ranges
 * @param usable bytes of them that can be used
 */
public record Group(
    List<String> values,
    long platforms,
    long ranges,
    long lost,
    BigInteger size,
    BigInteger usable) {

  static final Group NONE = new Group(List.of(), 0, 0, 0, BigInteger.ZERO, BigInteger.ZERO);

  Group plus(Group more) {
    return new Group(
        values.isEmpty() ? more.values : values,
        platforms + more.platforms,
        ranges + more.ranges,
        lost + more.lost,
        size.add(more.size),
        usable.add(more.usable));
  }
}
