package memfate.engine.lang;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/** Checks that operators have operands of their kind. */
final class OperatorChecker {
  private static final Set<String> ORDER = Set.of("<", ">", "<=", ">=");
  private static final Set<String> EQUALITY = Set.of("==", "!=");

  private final Problems problems;
  private final ExpressionChecker values;

  OperatorChecker(Problems problems, ExpressionChecker values) {
    this.problems = problems;
    this.values = values;
  }

  static boolean isTest(String operator) {
    return EQUALITY.contains(operator) || ORDER.contains(operator) || isLogical(operator);
  }

  private static boolean isLogical(String operator) {
    return operator.equals("&&") || operator.equals("||");
  }

  Type unaryType(Expression.Unary unary, Scope scope) {
    Type operand = values.typeOf(unary.operand(), scope);
    boolean negation = unary.operator().equals("!");
    if (!operand.isUnknown() && !(negation ? operand.isTruth() : operand.isNumber())) {
      wrongOperand(unary.operator(), unary.span(), operand);
      return Type.UNKNOWN;
    }
    return negation ? Type.TRUTH : operand;
  }

  Type binaryType(Expression.Binary binary, Scope scope) {
    Type left = values.typeOf(binary.left(), scope);
    Type right = values.typeOf(binary.right(), scope);
    String operator = binary.operator();
    if (EQUALITY.contains(operator) || ORDER.contains(operator)) {
      checkComparison(binary, left, right);
      return Type.TRUTH;
    }
    if (isLogical(operator)) {
      checkTruth(binary, left, right);
      return Type.TRUTH;
    }
    if (left.isUnknown() || right.isUnknown()) {
      return operator.equals("+") && (left.isText() || right.isText()) ? Type.TEXT : Type.UNKNOWN;
    }
    if (operator.equals("+") && (left.isText() || right.isText())) {
      return Type.TEXT;
    }
    if (!left.isNumber() || !right.isNumber()) {
      wrongOperand(operator, binary.operatorAt(), left.isNumber() ? right : left);
      return Type.UNKNOWN;
    }
    boolean wide = left.raw() != int.class || right.raw() != int.class;
    return wide ? Type.NUMBER : left;
  }

  void wrongOperand(String operator, Span at, Type operand) {
    problems.error(
        Code.WRONG_TYPE, at, "\"%s\" does not take %s".formatted(operator, operand.shown()), "");
  }

  private void checkTruth(Expression.Binary binary, Type left, Type right) {
    for (Type side : List.of(left, right)) {
      if (!side.isUnknown() && !side.isTruth()) {
        wrongOperand(binary.operator(), binary.operatorAt(), side);
        return;
      }
    }
  }

  private void checkComparison(Expression.Binary binary, Type left, Type right) {
    if (!left.comparesWith(right)) {
      reportComparison(binary.operatorAt(), left, right);
    } else if (ORDER.contains(binary.operator()) && !isOrdered(left)) {
      problems.error(
          Code.WRONG_TYPE,
          binary.operatorAt(),
          "\"%s\" orders numbers and texts, and this is %s"
              .formatted(binary.operator(), left.shown()),
          "use compareTo(...) < 0");
    }
  }

  private static boolean isOrdered(Type type) {
    return type.isUnknown() || type.isNumber() || type.isText();
  }

  private void reportComparison(Span at, Type left, Type right) {
    boolean mixed = left.isNumber() && right.isText() || left.isText() && right.isNumber();
    problems.error(
        mixed ? Code.NUMBER_WITH_TEXT : Code.WRONG_TYPE,
        at,
        "%s is never %s".formatted(left.shown(), right.shown()),
        mixed ? "compare numbers with numbers; String.valueOf(...) makes a text of one" : "");
  }

  Type inType(Expression.In in, Scope scope) {
    Type left = values.typeOf(in.left(), scope);
    for (Expression value : in.values()) {
      Type type = values.typeOf(value, scope);
      if (!left.comparesWith(type)) {
        reportComparison(value.span(), left, type);
      }
    }
    return Type.TRUTH;
  }

  Type wordType(Expression.Word word, Scope scope) {
    Type left = values.typeOf(word.left(), scope);
    Type right = values.typeOf(word.right(), scope);
    switch (word.operator()) {
      case "matches" -> checkMatches(word, left);
      case "contains" -> {
        if (!left.isUnknown() && !left.isText() && !left.isCollection()) {
          wrongOperand("contains", word.span(), left);
        }
      }
      default -> {
        if (!right.isUnknown() && !right.isCollection()) {
          wrongOperand("memberOf", word.span(), right);
        }
      }
    }
    return Type.TRUTH;
  }

  private void checkMatches(Expression.Word word, Type left) {
    if (!left.isUnknown() && !left.isText()) {
      wrongOperand("matches", word.span(), left);
    }
    if (!(word.right() instanceof Expression.Text pattern)) {
      problems.error(
          Code.COSTLY_PATTERN,
          word.right().span(),
          "a regular expression is a text in the rule itself",
          "compare with == or contains");
      return;
    }
    Stream.of(pattern.value().replace("\\\\", "\\"), pattern.value())
        .map(RegularExpression::refusal)
        .filter(Objects::nonNull)
        .findFirst()
        .ifPresent(
            why ->
                problems.error(
                    Code.COSTLY_PATTERN,
                    pattern.span(),
                    "the regular expression is refused: " + why,
                    "match texts with few repetitions, or list them with \"in\""));
  }
}
