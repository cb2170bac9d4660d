package memfate.engine.lang;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Parses values. Conditions have a few operators more than consequences, and no {@code new}. */
final class ExpressionParser {
  private static final Set<String> RELATIONS = Set.of("==", "!=", "<", ">", "<=", ">=");
  private static final Set<String> WORDS = Set.of("matches", "contains", "memberOf");
  private static final Set<String> FOREIGN_WORDS =
      Set.of("soundslike", "str", "excludes", "isA", "instanceof", "after", "before", "during");

  private static final int MOST_PARTS = 400;

  private final Cursor cursor;
  private final boolean inCondition;
  private int parts;

  ExpressionParser(Cursor cursor, boolean inCondition) {
    this.cursor = cursor;
    this.inCondition = inCondition;
  }

  /** Parses a value that is not part of another one. */
  Expression whole() {
    parts = 0;
    return expression();
  }

  /** Long chains are as deep as nesting for whoever walks them. */
  private void countPart() {
    if (++parts > MOST_PARTS) {
      throw cursor.error(
          Code.LIMIT,
          cursor.peek().span(),
          "a value has more than %d parts".formatted(MOST_PARTS),
          "state intermediate results as facts");
    }
  }

  private Expression expression() {
    cursor.enter();
    Expression value = choice();
    cursor.leave();
    return value;
  }

  private Expression choice() {
    Expression condition = either();
    if (!cursor.sees("?") || inCondition) {
      return condition;
    }
    cursor.next();
    Expression yes = expression();
    cursor.expect(":", "between the two values of a choice");
    Expression no = expression();
    return new Expression.Choice(condition, yes, no, condition.span().to(no.span()));
  }

  private Expression either() {
    Expression left = both();
    while (cursor.sees("||")) {
      Token operator = cursor.next();
      left = binary(operator, left, opensRelation() ? continued(left) : both());
    }
    return left;
  }

  private Expression both() {
    Expression left = relation();
    while (cursor.sees("&&")) {
      Token operator = cursor.next();
      left = binary(operator, left, opensRelation() ? continued(left) : relation());
    }
    return left;
  }

  /** {@code revision == 1 || == 2}: the field is not said again. */
  private boolean opensRelation() {
    return inCondition && RELATIONS.contains(cursor.peek().text());
  }

  private Expression continued(Expression before) {
    Expression last = before;
    while (last instanceof Expression.Binary b && !RELATIONS.contains(b.operator())) {
      last = b.right();
    }
    if (!(last instanceof Expression.Binary comparison)) {
      throw cursor.syntax(
          "there is no comparison before %s to go on with".formatted(cursor.peek().shown()),
          "write the field again");
    }
    return binary(cursor.next(), comparison.left(), bits());
  }

  private Expression relation() {
    Expression left = bits();
    if (RELATIONS.contains(cursor.peek().text()) && cursor.sees(Token.Kind.SIGN)) {
      return binary(cursor.next(), left, bits());
    }
    if (inCondition && cursor.sees(Token.Kind.WORD)) {
      return byWord(left);
    }
    return left;
  }

  private Expression byWord(Expression left) {
    boolean not = cursor.sees("not") && isOperator(cursor.peek(1));
    if (!not && !isOperator(cursor.peek())) {
      if (isForeignOperator()) {
        throw cursor.syntax(
            "there is no operator %s".formatted(cursor.peek().shown()),
            "there are ==, !=, <, <=, >, >=, in, not in, matches, contains and memberOf, and methods:"
                + " name.startsWith(\"x\")");
      }
      return left;
    }
    if (not) {
      cursor.next();
    }
    Token operator = cursor.next();
    if (operator.is("in")) {
      cursor.expect("(", "after \"in\"");
      List<Expression> values = arguments("the values after \"in\"");
      return new Expression.In(not, left, values, left.span().to(cursor.last()));
    }
    Expression right = bits();
    return new Expression.Word(not, operator.text(), left, right, left.span().to(right.span()));
  }

  private boolean isForeignOperator() {
    Token.Kind next = cursor.peek(1).kind();
    return FOREIGN_WORDS.contains(cursor.peek().text())
        || next == Token.Kind.TEXT
        || next == Token.Kind.NUMBER;
  }

  private static boolean isOperator(Token token) {
    return token.is("in") || token.kind() == Token.Kind.WORD && WORDS.contains(token.text());
  }

  private Expression bits() {
    Expression left = sum();
    for (Token operator; (operator = cursor.acceptAny("|", "&", "^")) != null; ) {
      left = binary(operator, left, sum());
    }
    return left;
  }

  private Expression sum() {
    Expression left = product();
    for (Token operator; (operator = cursor.acceptAny("+", "-")) != null; ) {
      left = binary(operator, left, product());
    }
    return left;
  }

  private Expression product() {
    Expression left = unary();
    for (Token operator; (operator = cursor.acceptAny("*", "/", "%")) != null; ) {
      left = binary(operator, left, unary());
    }
    return left;
  }

  private static Expression binary(Token operator, Expression left, Expression right) {
    return new Expression.Binary(
        operator.text(), operator.span(), left, right, left.span().to(right.span()));
  }

  private Expression unary() {
    Token operator = cursor.acceptAny("!", "-", "~");
    if (operator == null) {
      return postfix();
    }
    cursor.enter();
    Expression operand = unary();
    cursor.leave();
    return new Expression.Unary(operator.text(), operand, operator.span().to(operand.span()));
  }

  private Expression postfix() {
    Expression value = primary();
    while (cursor.sees(".")) {
      cursor.next();
      value = member(value);
    }
    if (cursor.sees("[")) {
      throw cursor.syntax(
          "there are no square brackets in rules", "call a method of the vocabulary");
    }
    return value;
  }

  private Expression member(Expression of) {
    countPart();
    if (cursor.sees("class") && of instanceof Expression.Name type) {
      cursor.next();
      return new Expression.ClassOf(type.name(), type.span());
    }
    Token name = cursor.expect(Token.Kind.WORD, "the name of a method");
    if (!cursor.accept("(")) {
      return new Expression.Member(of, name.text(), name.span(), of.span().to(name.span()));
    }
    List<Expression> arguments = arguments("the arguments of " + name.text());
    return new Expression.Call(
        of, name.text(), name.span(), arguments, of.span().to(cursor.last()));
  }

  private Expression primary() {
    countPart();
    Token token = cursor.peek();
    if (token.kind() == Token.Kind.TEXT) {
      cursor.next();
      String value = token.text().substring(1, token.text().length() - 1);
      return new Expression.Text(value, token.span());
    }
    if (token.kind() == Token.Kind.NUMBER) {
      cursor.next();
      checkNumber(token.text(), token.span());
      return new Expression.Numeral(token.text(), token.span());
    }
    if (token.is("(")) {
      return inParentheses();
    }
    if (token.kind() != Token.Kind.WORD || token.is("then") || token.is("end")) {
      throw cursor.syntax("a value is missing before %s".formatted(token.shown()), "");
    }
    return named(cursor.next());
  }

  private void checkNumber(String number, Span span) {
    if (!Lexer.LONG_NUMBER.matcher(number).matches()) {
      cursor
          .problems()
          .error(
              Code.NUMBER_FORM,
              span,
              "\"%s\" is no number of a rule".formatted(number),
              "numbers are whole: 42, 0x2a, and 42L or 0x2aL beyond 31 bits");
    } else if (Lexer.valueOf(number).bitLength() > (number.startsWith("0x") ? 64 : 63)) {
      cursor
          .problems()
          .error(Code.NUMBER_FORM, span, "\"%s\" does not fit in 64 bits".formatted(number), "");
    }
  }

  private Expression inParentheses() {
    cursor.next();
    Expression value = expression();
    cursor.expect(")", "after what stands in parentheses");
    return value;
  }

  private Expression named(Token word) {
    return switch (word.text()) {
      case "true", "false" -> new Expression.Truth(word.is("true"), word.span());
      case "null" -> new Expression.Null(word.span());
      case "new" -> creation(word);
      case "eval" ->
          throw cursor.error(
              Code.CODE_IN_CONDITION,
              word.span(),
              "\"eval\" has no place in a rule",
              "write the condition as a constraint of the pattern");
      default -> wordOrCall(word);
    };
  }

  private Expression wordOrCall(Token word) {
    if (!cursor.accept("(")) {
      return new Expression.Name(word.text(), word.span());
    }
    List<Expression> arguments = arguments("the arguments of " + word.text());
    return new Expression.Call(
        null, word.text(), word.span(), arguments, word.span().to(cursor.last()));
  }

  private Expression creation(Token word) {
    if (inCondition) {
      throw cursor.error(
          Code.CODE_IN_CONDITION,
          word.span(),
          "a condition makes no new object",
          "match a fact, or let another rule insert one");
    }
    QualifiedName type = QualifiedName.parse(cursor);
    if (cursor.sees("[") || cursor.sees("<")) {
      throw cursor.syntax("only facts are made by \"new\"", "");
    }
    cursor.expect("(", "after the type");
    List<Expression> arguments = arguments("the fields of " + type.name());
    if (cursor.sees("{")) {
      throw cursor.error(
          Code.STATEMENT, cursor.peek().span(), "a rule defines no class", "use facts as they are");
    }
    return new Expression.New(type.name(), type.span(), arguments, word.span().to(cursor.last()));
  }

  /** Parses what is left of a list in parentheses. */
  private List<Expression> arguments(String what) {
    List<Expression> values = new ArrayList<>();
    if (cursor.accept(")")) {
      return values;
    }
    do {
      values.add(expression());
      refuseLambda();
    } while (cursor.accept(","));
    cursor.expect(")", "after " + what);
    return values;
  }

  private void refuseLambda() {
    @Nullable Token sign = cursor.acceptAny("->", "::");
    if (sign != null) {
      throw cursor.error(
          Code.STATEMENT, sign.span(), "a rule passes no functions", "write another rule");
    }
  }
}
