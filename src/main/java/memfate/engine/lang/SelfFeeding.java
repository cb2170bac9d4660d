package memfate.engine.lang;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Finds rules that insert, from a fact, another fact that they match: they fire for ever. */
final class SelfFeeding {
  private static final Set<String> ORDER = Set.of("<", ">", "<=", ">=");

  private SelfFeeding() {}

  static void find(RuleFile.Rule rule, Problems problems) {
    List<Condition.Pattern> patterns =
        Walk.patterns(rule).stream()
            .filter(Walk.Found::positive)
            .map(Walk.Found::pattern)
            .filter(pattern -> pattern.from() == null)
            .toList();
    for (RuleFile.Statement statement : rule.statements()) {
      if (statement.insert()
          && patterns.stream()
              .anyMatch(p -> feeds(statement.argument(), p, patterns.size() == 1))) {
        problems.warning(
            Code.FEEDS_ITSELF,
            statement.span(),
            "the rule matches again what it inserts here",
            "it fires until a limit ends the run; insert a fact of another type");
      }
    }
  }

  private static boolean feeds(Expression inserted, Condition.Pattern pattern, boolean alone) {
    if (inserted instanceof Expression.New creation) {
      return creation.type().equals(pattern.type())
          && mayMatch(creation, pattern)
          && creation.arguments().stream().anyMatch(value -> changes(value, pattern));
    }
    return inserted instanceof Expression.Call call
        && call.of() instanceof Expression.Name type
        && type.name().equals("Event")
        && pattern.type().equals("CurrentEvent")
        && alone
        && happensAgain(call, pattern);
  }

  /** A pattern without a name matches every event; one with it, only its own. */
  private static boolean happensAgain(Expression.Call event, Condition.Pattern pattern) {
    Optional<String> name = literalOf("name", pattern);
    boolean constrained = pattern.constraints().stream().anyMatch(c -> c.variable() == null);
    boolean same =
        event.arguments().size() > 2
            && event.arguments().get(2) instanceof Expression.Text text
            && name.filter(text.value()::equals).isPresent();
    return same
        ? event.arguments().stream().anyMatch(value -> changes(value, pattern))
        : !constrained;
  }

  private static boolean mayMatch(Expression.New creation, Condition.Pattern pattern) {
    List<String> fields =
        Vocabulary.typeNames().contains(creation.type())
            ? List.copyOf(fieldsOf(creation.type()).keySet())
            : List.of();
    for (int i = 0; i < Math.min(fields.size(), creation.arguments().size()); i++) {
      Optional<String> asked = literalOf(fields.get(i), pattern);
      if (creation.arguments().get(i) instanceof Expression.Text text
          && asked.filter(value -> !value.equals(text.value())).isPresent()) {
        return false;
      }
    }
    return Walk.conjuncts(pattern).stream().noneMatch(SelfFeeding::isBound);
  }

  private static Map<String, Type> fieldsOf(String type) {
    return Vocabulary.type(type, List.of(new RuleFile.Import("memfate.facts.*", new Span(0, 0))))
        .map(Vocabulary::fields)
        .orElse(Map.of());
  }

  private static boolean isBound(Expression constraint) {
    return constraint instanceof Expression.Binary binary && ORDER.contains(binary.operator());
  }

  private static Optional<String> literalOf(String field, Condition.Pattern pattern) {
    return Walk.conjuncts(pattern).stream()
        .filter(
            c ->
                c instanceof Expression.Binary b
                    && b.operator().equals("==")
                    && b.left() instanceof Expression.Name name
                    && name.name().equals(field)
                    && b.right() instanceof Expression.Text)
        .map(c -> ((Expression.Text) ((Expression.Binary) c).right()).value())
        .findFirst();
  }

  /** Returns whether a value is reckoned from what the pattern binds. */
  private static boolean changes(Expression value, Condition.Pattern pattern) {
    Set<String> bound = new HashSet<>();
    pattern.constraints().stream()
        .filter(constraint -> constraint.variable() != null)
        .forEach(constraint -> bound.add(constraint.variable().name()));
    boolean[] reckoned = new boolean[1];
    Walk.values(
        value,
        part -> {
          if (part instanceof Expression.Binary sum) {
            Walk.values(
                sum,
                leaf ->
                    reckoned[0] |= leaf instanceof Expression.Name n && bound.contains(n.name()));
          }
        });
    return reckoned[0];
  }
}
