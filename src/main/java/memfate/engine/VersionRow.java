package memfate.engine;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import memfate.platform.SourceLocation;

/**
 * A row of {@code policies/versions.yaml}: kernels that meet all of its conditions behave by a
 * policy.
 *
 * @param kernels which versions it takes
 * @param distros globs of distribution names, any case; empty takes every kernel
 * @param archs architectures; empty takes all
 * @param policy name of the policy
 * @param set options of the policy that take another value for these kernels
 * @param remark why the policy is only the nearest one, or empty
 * @param at where the row stands
 */
public record VersionRow(
    VersionRange kernels,
    List<String> distros,
    List<String> archs,
    String policy,
    Map<String, String> set,
    String remark,
    SourceLocation at) {

  /** A kernel that asks for its policy: {@code uname -r}, distribution and architecture. */
  record Kernel(String version, String distro, String arch) {}

  boolean takes(Kernel kernel) {
    return kernels.takes(kernel.version())
        && (distros.isEmpty() || anyMatches(distros, kernel.distro()))
        && (archs.isEmpty() || archs.contains(kernel.arch()));
  }

  /** Returns whether a text, in any case, is what one of the globs says ({@code *}, {@code ?}). */
  public static boolean anyMatches(List<String> globs, String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    return globs.stream().anyMatch(glob -> lower.matches(regex(glob.toLowerCase(Locale.ROOT))));
  }

  private static String regex(String glob) {
    return glob.chars()
        .mapToObj(c -> c == '*' ? ".*" : c == '?' ? "." : Pattern.quote(Character.toString(c)))
        .collect(Collectors.joining());
  }
}
