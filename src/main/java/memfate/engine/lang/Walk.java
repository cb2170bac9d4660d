package memfate.engine.lang;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Goes through what a rule is made of. */
final class Walk {
  private Walk() {}

  /** A pattern, and whether facts must match it for the rule to fire. */
  record Found(Condition.Pattern pattern, boolean positive) {}

  /** Returns the patterns of a rule in order, those inside of groups and accumulate with them. */
  static List<Found> patterns(RuleFile.Rule rule) {
    List<Found> found = new ArrayList<>();
    rule.conditions().forEach(condition -> collect(condition, true, found));
    return found;
  }

  private static void collect(Condition condition, boolean positive, List<Found> found) {
    if (condition instanceof Condition.Pattern pattern) {
      found.add(new Found(pattern, positive));
    } else if (condition instanceof Condition.Not not) {
      collect(not.of(), false, found);
    } else if (condition instanceof Condition.Exists exists) {
      collect(exists.of(), positive, found);
    } else if (condition instanceof Condition.And and) {
      and.of().forEach(part -> collect(part, positive, found));
    } else if (condition instanceof Condition.Or or) {
      or.of().forEach(part -> collect(part, false, found));
    } else if (condition instanceof Condition.Forall forall) {
      forall.of().forEach(part -> collect(part, false, found));
    } else if (condition instanceof Condition.Accumulate accumulate) {
      collect(accumulate.source(), false, found);
    }
  }

  /** Calls back for a value and all values that it is made of. */
  static void values(Expression value, Consumer<Expression> each) {
    each.accept(value);
    parts(value).forEach(part -> values(part, each));
  }

  private static Stream<Expression> parts(Expression value) {
    if (value instanceof Expression.Member member) {
      return Stream.of(member.of());
    } else if (value instanceof Expression.Call call) {
      return Stream.concat(Stream.ofNullable(call.of()), call.arguments().stream());
    } else if (value instanceof Expression.New creation) {
      return creation.arguments().stream();
    } else if (value instanceof Expression.Unary unary) {
      return Stream.of(unary.operand());
    } else if (value instanceof Expression.Binary binary) {
      return Stream.of(binary.left(), binary.right());
    } else if (value instanceof Expression.In in) {
      return Stream.concat(Stream.of(in.left()), in.values().stream());
    } else if (value instanceof Expression.Word word) {
      return Stream.of(word.left(), word.right());
    } else if (value instanceof Expression.Choice choice) {
      return Stream.of(choice.condition(), choice.yes(), choice.no());
    }
    return Stream.of();
  }

  /** Returns the constraints of a pattern, those joined by {@code &&} apart. */
  static List<Expression> conjuncts(Condition.Pattern pattern) {
    List<Expression> all = new ArrayList<>();
    pattern.constraints().stream()
        .filter(constraint -> constraint.variable() == null || !isPlain(constraint.value()))
        .forEach(constraint -> split(constraint.value(), all));
    return all;
  }

  /** Returns whether a value that is bound is no comparison as well. */
  private static boolean isPlain(Expression value) {
    return value instanceof Expression.Name || value instanceof Expression.Unary;
  }

  private static void split(Expression value, List<Expression> all) {
    if (value instanceof Expression.Binary both && both.operator().equals("&&")) {
      split(both.left(), all);
      split(both.right(), all);
    } else {
      all.add(value);
    }
  }
}
