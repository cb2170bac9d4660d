package memfate.engine.lang;

/** Finds out what a value is, and reports what no vocabulary has. */
final class ExpressionChecker {
  private static final int CONDITION_BITS = 31;

  private final Problems problems;
  private final NameChecker names;
  private final CallChecker calls;
  private final OperatorChecker operators;

  ExpressionChecker(Problems problems) {
    this.problems = problems;
    this.names = new NameChecker(problems, this);
    this.calls = new CallChecker(problems, this, names);
    this.operators = new OperatorChecker(problems, this);
  }

  Type typeOf(Expression value, Scope scope) {
    if (value instanceof Expression.Text) {
      return Type.TEXT;
    } else if (value instanceof Expression.Numeral number) {
      return numberType(number, scope);
    } else if (value instanceof Expression.Truth) {
      return Type.TRUTH;
    } else if (value instanceof Expression.Null) {
      return Type.NULL;
    } else if (value instanceof Expression.Name name) {
      return names.nameType(name, scope);
    } else if (value instanceof Expression.Member member) {
      return names.memberType(member, scope);
    } else if (value instanceof Expression.Call call) {
      return calls.callType(call, scope);
    } else if (value instanceof Expression.New creation) {
      return calls.creationType(creation, scope);
    } else if (value instanceof Expression.ClassOf of) {
      return names.classType(of, scope);
    } else if (value instanceof Expression.Unary unary) {
      return operators.unaryType(unary, scope);
    } else if (value instanceof Expression.Binary binary) {
      return operators.binaryType(binary, scope);
    } else if (value instanceof Expression.In in) {
      return operators.inType(in, scope);
    } else if (value instanceof Expression.Word word) {
      return operators.wordType(word, scope);
    }
    return choiceType((Expression.Choice) value, scope);
  }

  /** What a binding in front of a constraint takes: the left side of a comparison. */
  Type boundType(Expression value, Type whole, Scope scope) {
    Expression left = value;
    while (left instanceof Expression.Binary b && OperatorChecker.isTest(b.operator())) {
      left = b.left();
    }
    if (left == value) {
      return value instanceof Expression.In in
          ? new ExpressionChecker(silent()).typeOf(in.left(), scope)
          : whole;
    }
    return new ExpressionChecker(silent()).typeOf(left, scope);
  }

  private static Problems silent() {
    return new Problems("", "");
  }

  private Type numberType(Expression.Numeral number, Scope scope) {
    boolean hex = number.literal().startsWith("0x") || number.literal().startsWith("0X");
    int bits = Lexer.valueOf(number.literal()).bitLength();
    boolean marked = number.literal().endsWith("L");
    if (scope.inCondition() && hex && (bits > CONDITION_BITS || marked)) {
      problems.error(
          Code.NUMBER_FORM,
          number.span(),
          "%s: hexadecimal beyond 31 bits is not understood in conditions"
              .formatted(number.literal()),
          "write it in decimal: "
              + Long.toUnsignedString(Lexer.valueOf(number.literal()).longValue()));
    } else if (!scope.inCondition() && !marked && bits > CONDITION_BITS && bits <= Long.SIZE) {
      problems.error(
          Code.NUMBER_FORM,
          number.span(),
          "%s has more than 31 bits".formatted(number.literal()),
          "write " + number.literal() + "L");
    }
    return marked || bits > CONDITION_BITS ? Type.NUMBER : Type.of(int.class);
  }

  private Type choiceType(Expression.Choice choice, Scope scope) {
    Type condition = typeOf(choice.condition(), scope);
    if (!condition.isUnknown() && !condition.isTruth()) {
      operators.wrongOperand("?", choice.condition().span(), condition);
    }
    Type yes = typeOf(choice.yes(), scope);
    Type no = typeOf(choice.no(), scope);
    return yes.equals(Type.NULL) || yes.isUnknown() ? no : yes;
  }

  void unknownType(String name, Span at) {
    names.unknownType(name, at);
  }
}
