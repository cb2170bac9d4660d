package memfate.engine;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A row of {@code policies/versions.yaml}: kernels from a version on behave by a policy.
 *
 * @param from first version as {@code major.minor}; empty takes an unknown version
 * @param policy name of the policy
 * @param remark why the policy is only the nearest one, or empty
 */
public record VersionRow(String from, String policy, String remark) {

  private static final Pattern VERSION = Pattern.compile("v?(\\d{1,5})(?:\\.(\\d{1,5}))?(?!\\d).*");

  /** Returns whether the row takes a version as {@code uname -r} prints it. */
  boolean takes(String version) {
    if (version.isEmpty() || from.isEmpty()) {
      return version.isEmpty() && from.isEmpty();
    }
    Matcher given = VERSION.matcher(version);
    Matcher least = VERSION.matcher(from);
    return given.matches() && least.matches() && compare(given, least) >= 0;
  }

  private static int compare(Matcher a, Matcher b) {
    int byMajor = Integer.compare(number(a.group(1)), number(b.group(1)));
    return byMajor != 0 ? byMajor : Integer.compare(number(a.group(2)), number(b.group(2)));
  }

  private static int number(@Nullable String digits) {
    return digits == null ? 0 : Integer.parseInt(digits);
  }
}
