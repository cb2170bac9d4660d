package memfate.engine.lang;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import memfate.facts.RangeIndex;

/** Checks that a rule says only what the vocabulary has. */
final class RuleChecker {
  private static final Map<String, Type> FUNCTIONS =
      Map.of(
          "count", Type.NUMBER,
          "sum", Type.of(Number.class),
          "average", Type.of(Number.class),
          "min", Type.UNKNOWN,
          "max", Type.UNKNOWN,
          "collectList", Type.of(List.class),
          "collectSet", Type.of(Set.class));

  private final Problems problems;
  private final List<RuleFile.Import> imports;
  private final ExpressionChecker values;
  private final List<Condition.Variable> bound = new ArrayList<>();

  private RuleChecker(Problems problems, List<RuleFile.Import> imports) {
    this.problems = problems;
    this.imports = imports;
    this.values = new ExpressionChecker(problems);
  }

  static void check(RuleFile file, Problems problems) {
    file.imports().forEach(imported -> checkImport(imported, problems));
    for (RuleFile.Rule rule : file.rules()) {
      new RuleChecker(problems, file.imports()).check(rule);
    }
  }

  private static void checkImport(RuleFile.Import imported, Problems problems) {
    String name = imported.name();
    String container = name.replaceAll("\\.[^.]*$", "");
    if (name.endsWith(".*") ? Vocabulary.isPackage(container) : Vocabulary.isType(name)) {
      return;
    }
    if (Vocabulary.isPackage(container)) {
      String type = name.substring(container.length() + 1);
      problems.error(
          Code.UNKNOWN_TYPE,
          imported.span(),
          "there is no fact type \"%s\"".formatted(type),
          Suggestion.of(type, Vocabulary.typeNames()));
      return;
    }
    problems.error(
        Code.FOREIGN_IMPORT,
        imported.span(),
        "\"%s\" may not be imported by rules".formatted(name),
        "rules import memfate.facts.* and the value types of memfate.iomem.*");
  }

  private void check(RuleFile.Rule rule) {
    Scope scope = Scope.of(imports);
    rule.conditions().forEach(condition -> check(condition, scope));
    Scope consequence = scope.consequence();
    rule.statements().forEach(statement -> check(statement, consequence));
    for (Condition.Variable variable : bound) {
      if (!scope.isUsed(variable.name())) {
        problems.warning(
            Code.UNUSED_VARIABLE,
            variable.span(),
            "\"%s\" is bound and never used".formatted(variable.name()),
            "leave the binding out");
      }
    }
  }

  private void check(Condition condition, Scope scope) {
    if (condition instanceof Condition.Pattern pattern) {
      check(pattern, scope);
    } else if (condition instanceof Condition.Not not) {
      check(not.of(), scope.inner());
    } else if (condition instanceof Condition.Exists exists) {
      check(exists.of(), scope.inner());
    } else if (condition instanceof Condition.And and) {
      and.of().forEach(part -> check(part, scope));
    } else if (condition instanceof Condition.Or or) {
      checkAlternatives(or, scope);
    } else if (condition instanceof Condition.Forall forall) {
      Scope inner = scope.inner();
      forall.of().forEach(part -> check(part, inner));
    } else if (condition instanceof Condition.Accumulate accumulate) {
      check(accumulate, scope);
    }
  }

  /** What every alternative binds is bound behind them, to values of one kind. */
  private void checkAlternatives(Condition.Or or, Scope scope) {
    List<Scope> scopes = new ArrayList<>();
    for (Condition part : or.of()) {
      Scope inner = scope.inner();
      check(part, inner);
      scopes.add(inner);
    }
    for (String name : scopes.get(0).variables()) {
      if (!scope.binds(name) && scopes.stream().allMatch(inner -> inner.binds(name))) {
        List<Type> types = scopes.stream().map(inner -> inner.typeOf(name)).distinct().toList();
        if (types.size() > 1) {
          problems.error(
              Code.WRONG_TYPE,
              or.span(),
              "\"%s\" is %s in one alternative and %s in another"
                  .formatted(name, types.get(0).shown(), types.get(1).shown()),
              "bind values of one kind, or write a rule for each");
        }
        scope.bind(name, types.size() > 1 ? Type.UNKNOWN : types.get(0));
      }
    }
  }

  private void check(Condition.Pattern pattern, Scope scope) {
    Class<?> type = typeOf(pattern);
    if (pattern.from() != null) {
      checkSource(pattern, pattern.from(), type, scope);
    }
    if (pattern.variable() != null) {
      bind(pattern.variable(), Type.of(type), scope);
    }
    Scope within = scope.within(type);
    for (Condition.Constraint constraint : pattern.constraints()) {
      check(constraint, within, scope);
    }
  }

  private Class<?> typeOf(Condition.Pattern pattern) {
    Optional<Class<?>> type = Vocabulary.type(pattern.type(), imports);
    boolean matched =
        type.filter(t -> t.isRecord() || t == RangeIndex.class || pattern.from() != null)
            .isPresent();
    if (!matched || type.isEmpty()) {
      values.unknownType(pattern.type(), pattern.typeAt());
      return Void.class;
    }
    return type.get();
  }

  private void checkSource(Condition.Pattern pattern, Expression from, Class<?> type, Scope scope) {
    Type source = values.typeOf(from, scope);
    Class<?> element = source.isCollection() ? source.element() : source.raw();
    if (source.isUnknown() || type == Void.class || element == null) {
      return;
    }
    if (!Type.of(element).comparesWith(Type.of(type))) {
      problems.error(
          Code.FROM,
          pattern.typeAt(),
          "there is no %s in it, but %s".formatted(pattern.type(), Type.of(element).shown()),
          "write %s( ... )".formatted(Vocabulary.nameOf(element)));
    }
  }

  private void check(Condition.Constraint constraint, Scope within, Scope scope) {
    Type type = values.typeOf(constraint.value(), within);
    if (constraint.variable() != null) {
      bind(constraint.variable(), values.boundType(constraint.value(), type, within), scope);
    } else if (!type.isUnknown() && !type.isTruth()) {
      problems.error(
          Code.WRONG_TYPE,
          constraint.value().span(),
          "a constraint is true or false, and this is %s".formatted(type.shown()),
          "compare it with something, or bind it: $name : ...");
    }
  }

  private void check(Condition.Accumulate accumulate, Scope scope) {
    Scope inner = scope.inner();
    check(accumulate.source(), inner);
    for (Condition.Function function : accumulate.functions()) {
      Type argument =
          function.argument() == null
              ? Type.UNKNOWN
              : values.typeOf(function.argument(), inner.consequence());
      bind(function.variable(), answerOf(function, argument), scope);
    }
    Scope outside = scope.withoutFact();
    accumulate.constraints().forEach(constraint -> check(constraint, outside, scope));
  }

  private Type answerOf(Condition.Function function, Type argument) {
    Type answer = FUNCTIONS.get(function.name());
    if (answer == null) {
      problems.error(
          Code.UNKNOWN_METHOD,
          function.nameAt(),
          "accumulate has no function \"%s\"".formatted(function.name()),
          Suggestion.of(function.name(), FUNCTIONS.keySet()));
      return Type.UNKNOWN;
    }
    if (function.argument() == null && !function.name().equals("count")) {
      problems.error(
          Code.WRONG_ARGUMENTS,
          function.nameAt(),
          "%s needs a value".formatted(function.name()),
          "write %s($size)".formatted(function.name()));
      return Type.UNKNOWN;
    }
    if (answer.isNumber()
        && function.argument() != null
        && !function.name().equals("count")
        && !argument.isUnknown()
        && !argument.isNumber()) {
      problems.error(
          Code.WRONG_TYPE,
          function.argument().span(),
          "%s adds numbers, and this is %s".formatted(function.name(), argument.shown()),
          "");
    }
    return answer.isUnknown() ? argument : answer;
  }

  private void bind(Condition.Variable variable, Type type, Scope scope) {
    if (scope.binds(variable.name())) {
      problems.error(
          Code.DUPLICATE_VARIABLE,
          variable.span(),
          "\"%s\" is bound already".formatted(variable.name()),
          "compare with \"==\", or take another name");
    }
    scope.bind(variable.name(), type);
    bound.add(variable);
  }

  private void check(RuleFile.Statement statement, Scope scope) {
    Type type = values.typeOf(statement.argument(), scope);
    if (type.isUnknown()) {
      return;
    }
    if (statement.insert() && !Vocabulary.isFact(type.raw())) {
      problems.error(
          Code.WRONG_TYPE,
          statement.argument().span(),
          "only facts are inserted, and this is %s".formatted(type.shown()),
          "write insert( new Flag(\"name\", \"subject\") ); or another fact");
    } else if (!statement.insert()
        && !(statement.argument() instanceof Expression.Name && Vocabulary.isFact(type.raw()))) {
      problems.error(
          Code.WRONG_TYPE,
          statement.argument().span(),
          "only a fact that a pattern matched is deleted",
          "bind it: $flag : Flag( ... ), then delete( $flag );");
    }
  }
}
