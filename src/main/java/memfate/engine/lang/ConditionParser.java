package memfate.engine.lang;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Parses what stands between {@code when} and {@code then}. */
final class ConditionParser {
  private static final Map<String, String> FOREIGN_SOURCES =
      Map.of(
          "collect", "count with accumulate( ...; $n : count() )",
          "accumulate", "write accumulate( PATTERN; $sum : sum($size) )",
          "entry", "facts come from the working memory, or from $index");

  private static final Pattern VARIABLE = Pattern.compile("\\$[A-Za-z]\\w*");

  private final Cursor cursor;
  private final ExpressionParser expressions;

  ConditionParser(Cursor cursor) {
    this.cursor = cursor;
    this.expressions = new ExpressionParser(cursor, true);
  }

  List<Condition> conditions() {
    List<Condition> all = new ArrayList<>();
    while (!cursor.sees("then") && !cursor.sees(Token.Kind.END)) {
      all.add(either());
      cursor.accept(";");
    }
    return all;
  }

  private Condition either() {
    cursor.enter();
    Condition condition = joined("or", "||", this::both, false);
    cursor.leave();
    return condition;
  }

  private Condition both() {
    return joined("and", "&&", this::single, true);
  }

  private Condition joined(String word, String sign, Supplier<Condition> part, boolean and) {
    Condition first = part.get();
    List<Condition> parts = new ArrayList<>(List.of(first));
    while (cursor.accept(word) || cursor.accept(sign)) {
      parts.add(part.get());
    }
    Span span = first.span().to(cursor.last());
    if (parts.size() == 1) {
      return first;
    }
    return and ? new Condition.And(parts, span) : new Condition.Or(parts, span);
  }

  private Condition single() {
    Token token = cursor.peek();
    return switch (token.text()) {
      case "not" -> {
        Condition of = negated();
        yield new Condition.Not(of, token.span().to(of.span()));
      }
      case "exists" -> {
        Condition of = negated();
        yield new Condition.Exists(of, token.span().to(of.span()));
      }
      case "forall" -> forall();
      case "accumulate", "acc" -> accumulate();
      case "(" -> group();
      case "eval" ->
          throw cursor.error(
              Code.CODE_IN_CONDITION,
              token.span(),
              "\"eval\" has no place in a rule",
              "write the condition as a constraint of a pattern");
      case "?", "/" ->
          throw cursor.error(
              Code.CODE_IN_CONDITION,
              token.span(),
              "queries and paths have no place in a rule",
              "");
      default -> pattern();
    };
  }

  private Condition negated() {
    cursor.next();
    cursor.enter();
    Condition of = single();
    cursor.leave();
    return of;
  }

  private Condition group() {
    cursor.next();
    if (cursor.sees("and") || cursor.sees("or")) {
      throw cursor.syntax(
          "%s stands before what it joins".formatted(cursor.peek().shown()),
          "write it between the patterns");
    }
    Condition inner = either();
    cursor.expect(")", "after the group of patterns");
    return inner;
  }

  private Condition forall() {
    Span start = cursor.next().span();
    cursor.expect("(", "after \"forall\"");
    List<Condition> all = new ArrayList<>();
    while (!cursor.sees(")")) {
      all.add(pattern());
      cursor.accept(",");
    }
    cursor.next();
    return new Condition.Forall(all, start.to(cursor.last()));
  }

  private Condition accumulate() {
    Span start = cursor.next().span();
    cursor.expect("(", "after \"accumulate\"");
    Condition source = either();
    if (!cursor.accept(";")) {
      cursor.expect(",", "between the patterns and the functions of accumulate");
    }
    List<Condition.Function> functions = new ArrayList<>();
    do {
      functions.add(function());
    } while (cursor.accept(","));
    List<Condition.Constraint> constraints = cursor.accept(";") ? constraints() : List.of();
    cursor.expect(")", "at the end of accumulate");
    return new Condition.Accumulate(source, functions, constraints, start.to(cursor.last()));
  }

  private Condition.Function function() {
    Token first = cursor.peek();
    if (List.of("init", "action", "reverse", "result").contains(first.text())) {
      throw cursor.error(
          Code.CODE_IN_CONDITION,
          first.span(),
          "accumulate with code of its own has no place in a rule",
          "there are count, sum, min, max, average, collectList and collectSet");
    }
    Condition.Variable variable = variable();
    if (variable == null) {
      throw cursor.syntax(
          "a variable is missing before %s".formatted(first.shown()), "write $sum : sum($size)");
    }
    Token name = cursor.expect(Token.Kind.WORD, "a function");
    cursor.expect("(", "after the function");
    Expression argument = cursor.sees(")") ? null : expressions.whole();
    cursor.expect(")", "after the argument of " + name.text());
    return new Condition.Function(variable, name.text(), name.span(), argument);
  }

  private Condition pattern() {
    Span start = cursor.peek().span();
    Condition.Variable variable = variable();
    if (!cursor.sees(Token.Kind.WORD)) {
      throw cursor.syntax(
          "the type of a fact is missing before %s".formatted(cursor.peek().shown()), "");
    }
    QualifiedName type = QualifiedName.parse(cursor);
    cursor.expect("(", "after the type \"%s\"".formatted(type.name()));
    List<Condition.Constraint> constraints = cursor.sees(")") ? List.of() : constraints();
    cursor.expect(")", "after the constraints of " + type.name());
    refuseWindow();
    boolean elsewhere = cursor.accept("from");
    Span fromStart = cursor.peek().span();
    Expression from = elsewhere ? source() : null;
    if (elsewhere && cursor.sees("(")) {
      throw cursor.syntax(
          "a group cannot follow \"from\" directly", "write the group first, or end with \";\"");
    }
    return new Condition.Pattern(
        variable,
        type.name(),
        type.span(),
        constraints,
        from,
        elsewhere ? fromStart.to(cursor.last()) : null,
        start.to(cursor.last()));
  }

  private Expression source() {
    Token first = cursor.peek();
    String help = FOREIGN_SOURCES.get(first.text());
    if (help != null) {
      throw cursor.error(
          Code.FROM,
          first.span(),
          "\"from %s\" has no place in a rule".formatted(first.text()),
          help);
    }
    return expressions.whole();
  }

  private void refuseWindow() {
    if (cursor.sees("over")) {
      throw cursor.error(
          Code.CODE_IN_CONDITION,
          cursor.peek().span(),
          "windows of time have no place in a rule",
          "");
    }
  }

  private List<Condition.Constraint> constraints() {
    List<Condition.Constraint> all = new ArrayList<>();
    do {
      Span start = cursor.peek().span();
      Condition.Variable variable = variable();
      Expression value = expressions.whole();
      all.add(new Condition.Constraint(variable, value, start.to(cursor.last())));
      refuseAssignment();
    } while (cursor.accept(","));
    return all;
  }

  private Condition.@Nullable Variable variable() {
    boolean bound = cursor.sees(Token.Kind.WORD) && cursor.peek(1).is(":");
    if (cursor.sees(Token.Kind.WORD) && cursor.peek(1).is(":=")) {
      throw cursor.syntax(
          "there is no unification in rules", "bind with \":\", compare with \"==\"");
    }
    if (!bound) {
      return null;
    }
    Token name = cursor.next();
    cursor.next();
    if (!VARIABLE.matcher(name.text()).matches()) {
      throw cursor.error(
          Code.SYNTAX,
          name.span(),
          "\"%s\" is no name for a variable".formatted(name.text()),
          "variables begin with $, such as $range");
    }
    return new Condition.Variable(name.text(), name.span());
  }

  private void refuseAssignment() {
    if (cursor.sees("=")) {
      throw cursor.syntax("a constraint compares, it sets nothing", "write \"==\"");
    }
  }
}
