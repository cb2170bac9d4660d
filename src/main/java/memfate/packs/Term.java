package memfate.packs;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import memfate.platform.Platform;
import memfate.platform.SourceLocation;

/** A condition of a row of {@code match.yaml}. */
public sealed interface Term {

  /** Returns where it stands. */
  SourceLocation at();

  /** Looks at a platform. */
  Verdict judge(Platform platform);

  /**
   * What a condition says of a platform.
   *
   * @param key what it asks about, such as {@code dmi.sys-vendor}
   * @param wanted what it wants, in words
   * @param met whether the platform is so
   * @param value what the platform has, {@code not told} when it says nothing
   * @param weight how closely it describes the platform
   */
  record Verdict(String key, String wanted, boolean met, String value, int weight) {}

  /** Asks about one key; of several values one is enough. */
  record Condition(String key, Wanted wanted, SourceLocation at) implements Term {
    @Override
    public Verdict judge(Platform platform) {
      List<String> values = PlatformKeys.values(key, platform);
      String met = values.stream().filter(wanted::accepts).findFirst().orElse(null);
      String told = values.isEmpty() ? "not told" : String.join(", ", values);
      return new Verdict(
          key,
          wanted.words(),
          met != null,
          met == null ? told : met,
          met == null ? 0 : wanted.weight());
    }
  }

  /** One of several groups of conditions has to be met. */
  record AnyOf(List<List<Term>> groups, SourceLocation at) implements Term {
    @Override
    public Verdict judge(Platform platform) {
      List<List<Verdict>> judged = new ArrayList<>();
      for (List<Term> group : groups) {
        judged.add(group.stream().map(term -> term.judge(platform)).toList());
      }
      List<Verdict> best =
          judged.stream()
              .filter(group -> group.stream().allMatch(Verdict::met))
              .max(Comparator.comparingInt(AnyOf::weight))
              .orElse(null);
      String wanted = judged.stream().map(AnyOf::wanted).collect(Collectors.joining(" or "));
      return best == null
          ? new Verdict(
              "any-of",
              wanted,
              false,
              judged.stream().map(AnyOf::values).collect(Collectors.joining(" or ")),
              0)
          : new Verdict("any-of", wanted, true, values(best), weight(best));
    }

    private static int weight(List<Verdict> group) {
      return group.stream().mapToInt(Verdict::weight).sum();
    }

    private static String wanted(List<Verdict> group) {
      return group.stream()
          .map(v -> v.key() + " " + v.wanted())
          .collect(Collectors.joining(" and "));
    }

    private static String values(List<Verdict> group) {
      return group.stream()
          .map(v -> v.key() + " " + v.value())
          .collect(Collectors.joining(" and "));
    }
  }
}
