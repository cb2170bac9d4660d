package memfate.engine.lang;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a rule asks for. */
sealed interface Condition {
  Span span();

  /**
   * {@code $d : EndpointDecoder( committed, $range : range ) from ...}.
   *
   * @param variable the fact's, or null
   * @param from what has the facts, or null for the working memory
   * @param fromAt where that stands, parentheses with it; null with {@code from}
   */
  record Pattern(
      @Nullable Variable variable,
      String type,
      Span typeAt,
      List<Constraint> constraints,
      @Nullable Expression from,
      @Nullable Span fromAt,
      Span span)
      implements Condition {}

  record Not(Condition of, Span span) implements Condition {}

  record Exists(Condition of, Span span) implements Condition {}

  record Forall(List<Condition> of, Span span) implements Condition {}

  record And(List<Condition> of, Span span) implements Condition {}

  record Or(List<Condition> of, Span span) implements Condition {}

  record Accumulate(
      Condition source, List<Function> functions, List<Constraint> constraints, Span span)
      implements Condition {}

  /** A word bound to a value. */
  record Variable(String name, Span span) {}

  /**
   * One constraint of a pattern, with the variable that takes its (left) value, or none.
   *
   * @param span of the whole, the variable with it
   */
  record Constraint(@Nullable Variable variable, Expression value, Span span) {}

  /** {@code $held : sum($share)}. */
  record Function(Variable variable, String name, Span nameAt, @Nullable Expression argument) {}
}
