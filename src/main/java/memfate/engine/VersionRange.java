package memfate.engine;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Versions that a row of {@code policies/versions.yaml} or of a pack takes.
 *
 * @param from first version, such as {@code 6.12} or {@code 6.12.4}; empty takes only kernels of
 *     which no version is told; null sets no limit
 * @param before first version that it does not take any more; null sets no limit
 * @param globs globs of which {@code uname -r} has to match one; empty takes all
 */
public record VersionRange(@Nullable String from, @Nullable String before, List<String> globs) {
  private static final Pattern NUMBERS =
      Pattern.compile("v?(\\d{1,5}(?:\\.\\d{1,5}){0,3})(?!\\d).*");

  /** Returns whether a text is a version that {@code from} and {@code before} may be. */
  public static boolean isVersion(String text) {
    return text.matches("\\d{1,5}(\\.\\d{1,5}){0,3}");
  }

  /** Returns whether the range takes a version as {@code uname -r} prints it. */
  public boolean takes(String version) {
    if (!globs.isEmpty() && !VersionRow.anyMatches(globs, version)) {
      return false;
    }
    if (from == null && before == null) {
      return true;
    }
    if (from != null && from.isEmpty()) {
      return version.isEmpty();
    }
    Matcher numbers = NUMBERS.matcher(version);
    return numbers.matches()
        && (from == null || compare(numbers.group(1), from) >= 0)
        && (before == null || compare(numbers.group(1), before) < 0);
  }

  /** Compares number by number; what is left out counts as 0. */
  public static int compare(String a, String b) {
    String[] left = a.split("\\.", -1);
    String[] right = b.split("\\.", -1);
    for (int i = 0; i < Math.max(left.length, right.length); i++) {
      int byNumber = Integer.compare(number(left, i), number(right, i));
      if (byNumber != 0) {
        return byNumber;
      }
    }
    return 0;
  }

  private static int number(String[] numbers, int index) {
    return index < numbers.length ? Integer.parseInt(numbers[index]) : 0;
  }
}
