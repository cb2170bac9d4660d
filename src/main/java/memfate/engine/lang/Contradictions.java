package memfate.engine.lang;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Finds patterns whose constraints exclude each other: they match nothing. */
final class Contradictions {
  private static final Map<String, String> MIRRORED =
      Map.of("<", ">", ">", "<", "<=", ">=", ">=", "<=", "==", "==", "!=", "!=");

  private final Problems problems;
  private final Map<String, Values> byField = new HashMap<>();

  private Contradictions(Problems problems) {
    this.problems = problems;
  }

  static void find(RuleFile.Rule rule, Problems problems) {
    for (Walk.Found found : Walk.patterns(rule)) {
      Contradictions contradictions = new Contradictions(problems);
      for (Expression constraint : Walk.conjuncts(found.pattern())) {
        if (!contradictions.admits(constraint)) {
          break;
        }
      }
    }
  }

  /** What a field may still be. */
  private static final class Values {
    @Nullable Set<String> only;
    final Set<String> never = new HashSet<>();
    long least = Long.MIN_VALUE;
    long most = Long.MAX_VALUE;

    void keep(Set<String> values) {
      Set<String> kept = new HashSet<>(values);
      if (only != null) {
        kept.retainAll(only);
      }
      only = kept;
    }

    boolean isEmpty() {
      return least > most || only != null && only.stream().noneMatch(this::mayBe);
    }

    private boolean mayBe(String value) {
      boolean number = value.matches("-?\\d+");
      return !never.contains(value)
          && !(number && (Long.parseLong(value) < least || Long.parseLong(value) > most));
    }
  }

  private boolean admits(Expression constraint) {
    String field = narrow(constraint);
    if (field.isEmpty() || !byField.getOrDefault(field, new Values()).isEmpty()) {
      return true;
    }
    problems.warning(
        Code.CONTRADICTION,
        constraint.span(),
        "\"%s\" can never be this and what stands before it".formatted(field),
        "the pattern matches nothing; \",\" means \"and\"");
    return false;
  }

  /** Takes a constraint into account, and returns the field that it is about, or nothing. */
  private String narrow(Expression constraint) {
    if (constraint instanceof Expression.Name name) {
      return keep(name.name(), Set.of("true"));
    }
    if (constraint instanceof Expression.Unary not
        && not.operator().equals("!")
        && not.operand() instanceof Expression.Name name) {
      return keep(name.name(), Set.of("false"));
    }
    if (constraint instanceof Expression.In in && in.left() instanceof Expression.Name name) {
      List<Optional<String>> values = in.values().stream().map(Contradictions::literal).toList();
      return values.stream().allMatch(Optional::isPresent) ? in(in.not(), name.name(), values) : "";
    }
    return constraint instanceof Expression.Binary binary ? compared(binary) : "";
  }

  private String keep(String field, Set<String> values) {
    values(field).keep(values);
    return field;
  }

  private Values values(String field) {
    return byField.computeIfAbsent(field, name -> new Values());
  }

  private String in(boolean not, String field, List<Optional<String>> values) {
    Set<String> words = values.stream().flatMap(Optional::stream).collect(Collectors.toSet());
    if (not) {
      values(field).never.addAll(words);
      return field;
    }
    return keep(field, words);
  }

  private String compared(Expression.Binary binary) {
    if (!MIRRORED.containsKey(binary.operator())) {
      return "";
    }
    boolean mirrored = binary.right() instanceof Expression.Name;
    Expression field = mirrored ? binary.right() : binary.left();
    Optional<String> value = literal(mirrored ? binary.left() : binary.right());
    if (!(field instanceof Expression.Name name) || value.isEmpty()) {
      return "";
    }
    String operator = mirrored ? MIRRORED.get(binary.operator()) : binary.operator();
    return compare(values(name.name()), String.valueOf(operator), value.get()) ? name.name() : "";
  }

  private static boolean compare(Values values, String operator, String literal) {
    switch (operator) {
      case "==" -> values.keep(Set.of(literal));
      case "!=" -> values.never.add(literal);
      default -> {
        return literal.matches("-?\\d+") && bound(values, operator, Long.parseLong(literal));
      }
    }
    return true;
  }

  private static boolean bound(Values values, String operator, long literal) {
    switch (operator) {
      case "<" -> values.most = Math.min(values.most, literal - 1);
      case "<=" -> values.most = Math.min(values.most, literal);
      case ">" -> values.least = Math.max(values.least, literal + 1);
      default -> values.least = Math.max(values.least, literal);
    }
    return true;
  }

  /** Returns a literal in one form: texts in quotes, numbers in decimal. */
  private static Optional<String> literal(Expression value) {
    if (value instanceof Expression.Text text) {
      return Optional.of("\"" + text.value() + "\"");
    }
    if (value instanceof Expression.Truth truth) {
      return Optional.of(String.valueOf(truth.value()));
    }
    if (value instanceof Expression.Numeral number) {
      return Optional.of(String.valueOf(Lexer.valueOf(number.literal()).longValue()));
    }
    if (value instanceof Expression.Unary minus && minus.operator().equals("-")) {
      return literal(minus.operand()).map(text -> "-" + text);
    }
    if (value instanceof Expression.Member constant
        && constant.of() instanceof Expression.Name of) {
      return Optional.of(of.name() + "." + constant.name());
    }
    return Optional.empty();
  }
}
