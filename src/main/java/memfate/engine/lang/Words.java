package memfate.engine.lang;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The events that rules schedule and the flags that they set, all rules of a policy together:
 * patterns compare them as text, so a misspelt one never comes.
 */
final class Words {
  private final Set<String> events = new TreeSet<>(Set.of("boot"));
  private final Set<String> flags = new TreeSet<>();
  private final Map<String, List<String>> options;
  private boolean anyEvent;
  private boolean anyFlag;

  /**
   * Collects words.
   *
   * @param options values by option, of those that take no others
   */
  Words(Map<String, List<String>> options) {
    this.options = options;
  }

  /** Takes in what a rule inserts. */
  void learn(RuleFile.Rule rule) {
    for (RuleFile.Statement statement : rule.statements()) {
      Walk.values(statement.argument(), this::learn);
    }
  }

  private void learn(Expression value) {
    if (value instanceof Expression.New creation && !creation.arguments().isEmpty()) {
      if (creation.type().equals("Flag")) {
        anyFlag |= !add(flags, creation.arguments().get(0));
      } else if (creation.type().equals("Event")) {
        anyEvent |= !add(events, creation.arguments().get(0));
      }
    } else if (value instanceof Expression.Call call
        && call.of() instanceof Expression.Name type
        && type.name().equals("Event")
        && call.arguments().size() > 2) {
      anyEvent |= !add(events, call.arguments().get(2));
    }
  }

  /** Returns whether it is a word, and not reckoned while rules run. */
  private static boolean add(Set<String> words, Expression value) {
    if (!(value instanceof Expression.Text text)) {
      return false;
    }
    words.add(text.value());
    return true;
  }

  /** Reports the patterns of a rule that ask for a word that never comes. */
  void find(RuleFile.Rule rule, Problems problems) {
    for (Walk.Found found : Walk.patterns(rule)) {
      if (!found.positive()) {
        continue;
      }
      switch (found.pattern().type()) {
        case "CurrentEvent", "Happened" -> {
          if (!anyEvent) {
            compare(
                found.pattern(), "name", "no rule schedules the event \"%s\"", events, problems);
          }
        }
        case "Flag" -> {
          if (!anyFlag) {
            compare(found.pattern(), "name", "no rule sets the flag \"%s\"", flags, problems);
          }
        }
        case "PolicyOption" -> compareOption(found.pattern(), problems);
        default -> {}
      }
    }
  }

  private void compareOption(Condition.Pattern pattern, Problems problems) {
    for (Expression constraint : Walk.conjuncts(pattern)) {
      if (constraint instanceof Expression.Binary b
          && b.operator().equals("==")
          && b.left() instanceof Expression.Name field
          && field.name().equals("name")
          && b.right() instanceof Expression.Text option
          && options.containsKey(option.value())) {
        String message = "the option \"" + option.value() + "\" never has the value \"%s\"";
        compare(
            pattern, "value", message, options.getOrDefault(option.value(), List.of()), problems);
      }
    }
  }

  private static void compare(
      Condition.Pattern pattern,
      String field,
      String message,
      Collection<String> known,
      Problems problems) {
    for (Expression constraint : Walk.conjuncts(pattern)) {
      for (Expression value : asked(constraint, field)) {
        if (value instanceof Expression.Text text && !known.contains(text.value())) {
          problems.warning(
              Code.NEVER_FIRES,
              text.span(),
              message.formatted(text.value()),
              Suggestion.of(text.value(), known));
        }
      }
    }
  }

  /** Returns the values of which a constraint asks for one. */
  private static List<Expression> asked(Expression constraint, String field) {
    if (constraint instanceof Expression.Binary b
        && b.operator().equals("==")
        && b.left() instanceof Expression.Name name
        && name.name().equals(field)) {
      return List.of(b.right());
    }
    if (constraint instanceof Expression.In in
        && !in.not()
        && in.left() instanceof Expression.Name name
        && name.name().equals(field)) {
      return in.values();
    }
    return List.of();
  }
}
