package memfate.engine.lang;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A value as a rule writes it: in a constraint, after {@code from}, or in an insertion. */
sealed interface Expression {
  Span span();

  record Text(String value, Span span) implements Expression {}

  /** A whole number as written. */
  record Numeral(String literal, Span span) implements Expression {}

  record Truth(boolean value, Span span) implements Expression {}

  record Null(Span span) implements Expression {}

  /** A variable, a field of the pattern's fact, or the first word of a type. */
  record Name(String name, Span span) implements Expression {}

  /** {@code Tree.IOMEM}. */
  record Member(Expression of, String name, Span nameAt, Span span) implements Expression {}

  /**
   * {@code $range.size()}.
   *
   * @param of what it is called on; null for the pattern's fact
   */
  record Call(
      @Nullable Expression of, String name, Span nameAt, List<Expression> arguments, Span span)
      implements Expression {}

  record New(String type, Span typeAt, List<Expression> arguments, Span span)
      implements Expression {}

  /** {@code CxlRegion.class}. */
  record ClassOf(String type, Span span) implements Expression {}

  record Unary(String operator, Expression operand, Span span) implements Expression {}

  record Binary(String operator, Span operatorAt, Expression left, Expression right, Span span)
      implements Expression {}

  /** {@code name not in ("a", "b")}. */
  record In(boolean not, Expression left, List<Expression> values, Span span)
      implements Expression {}

  /** {@code matches}, {@code contains}, {@code memberOf}, each with {@code not} or without. */
  record Word(boolean not, String operator, Expression left, Expression right, Span span)
      implements Expression {}

  record Choice(Expression condition, Expression yes, Expression no, Span span)
      implements Expression {}
}
