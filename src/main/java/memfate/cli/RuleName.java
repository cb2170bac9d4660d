package memfate.cli;

import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import memfate.engine.RuleInfo;
import memfate.importer.DidYouMean;

/** Finds the rule that somebody means: by its name, a part of it, or the place where it stands. */
final class RuleName {
  private static final Pattern PLACE = Pattern.compile("(.+\\.drl):(\\d{1,6})(?::\\d+)?");
  private static final int MOST_SHOWN = 8;

  private RuleName() {}

  /** No rule, or more than one, has such a name. */
  static final class Unknown extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Unknown(String message) {
      super(message);
    }
  }

  /**
   * Returns the rule.
   *
   * @throws Unknown if there is none, or more than one
   */
  static RuleInfo find(String text, List<RuleInfo> rules) {
    Matcher place = PLACE.matcher(text);
    if (place.matches()) {
      return at(text, place.group(1), Integer.parseInt(place.group(2)), rules);
    }
    String lower = text.toLowerCase(Locale.ROOT);
    List<RuleInfo> exact = having(rules, rule -> rule.name().equals(text));
    List<RuleInfo> found =
        exact.isEmpty()
            ? having(rules, rule -> rule.name().toLowerCase(Locale.ROOT).contains(lower))
            : exact;
    if (found.size() != 1) {
      throw found.isEmpty() ? unknown(text, rules) : ambiguous(text, found);
    }
    return found.get(0);
  }

  private static List<RuleInfo> having(List<RuleInfo> rules, Predicate<RuleInfo> wanted) {
    return rules.stream().filter(wanted).toList();
  }

  /** A line of a rule is any from its first to the next rule. */
  private static RuleInfo at(String text, String file, int line, List<RuleInfo> rules) {
    List<RuleInfo> before =
        having(rules, r -> r.line() <= line && (isEnd(file, r.file()) || isEnd(r.file(), file)));
    List<RuleInfo> last =
        having(before, r -> before.stream().noneMatch(other -> isBetween(r, other)));
    if (last.size() != 1) {
      throw last.isEmpty()
          ? new Unknown("no rule stands at \"%s\"".formatted(text))
          : ambiguous(text, last);
    }
    return last.get(0);
  }

  private static boolean isEnd(String end, String path) {
    return ("/" + path).endsWith("/" + end);
  }

  private static boolean isBetween(RuleInfo rule, RuleInfo other) {
    return other.file().equals(rule.file()) && other.line() > rule.line();
  }

  private static Unknown unknown(String text, List<RuleInfo> rules) {
    String help =
        DidYouMean.nearest(text, rules.stream().map(RuleInfo::name).toList())
            .map("; did you mean \"%s\"?"::formatted)
            .orElse("; memfate policy show lists the rules");
    return new Unknown("no rule is named \"%s\"%s".formatted(text, help));
  }

  private static Unknown ambiguous(String text, List<RuleInfo> found) {
    StringBuilder message = new StringBuilder();
    message.append("%d rules are named like \"%s\":".formatted(found.size(), text));
    found.stream()
        .limit(MOST_SHOWN)
        .forEach(r -> message.append("\n  %s:%d  %s".formatted(r.file(), r.line(), r.name())));
    if (found.size() > MOST_SHOWN) {
      message.append("\n  and %d more".formatted(found.size() - MOST_SHOWN));
    }
    return new Unknown(message.toString());
  }
}
