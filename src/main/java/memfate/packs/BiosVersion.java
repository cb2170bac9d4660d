package memfate.packs;

import java.math.BigInteger;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * The order of BIOS versions, which every vendor writes in another way: {@code 1.17.0-debian},
 * {@code A07}, {@code U54 v2.10 (05/10/2023)}.
 *
 * <p>Runs of digits are compared as numbers, runs of letters as text in any case, the rest only
 * separates them; a version that goes on is later. Where one has digits and the other letters, they
 * are versions of different kinds and have no order.
 */
final class BiosVersion {
  private static final Pattern RUN = Pattern.compile("\\d+|[a-z]+");

  private BiosVersion() {}

  /** Compares two versions; empty when they have no order. */
  static OptionalInt compare(String a, String b) {
    List<String> left = runs(a);
    List<String> right = runs(b);
    for (int i = 0; i < Math.min(left.size(), right.size()); i++) {
      boolean number = isNumber(left.get(i));
      if (number != isNumber(right.get(i))) {
        return OptionalInt.empty();
      }
      int order =
          number
              ? new BigInteger(left.get(i)).compareTo(new BigInteger(right.get(i)))
              : left.get(i).compareTo(right.get(i));
      if (order != 0) {
        return OptionalInt.of(order);
      }
    }
    return OptionalInt.of(Integer.compare(left.size(), right.size()));
  }

  private static List<String> runs(String version) {
    return RUN.matcher(version.toLowerCase(Locale.ROOT)).results().map(MatchResult::group).toList();
  }

  private static boolean isNumber(String run) {
    return Character.isDigit(run.charAt(0));
  }
}
