package memfate.engine.lang;

import java.util.List;

/** What a rule file holds. */
record RuleFile(List<Import> imports, List<Rule> rules) {

  /** {@code import memfate.facts.*}. */
  record Import(String name, Span span) {}

  /**
   * A rule.
   *
   * @param body what stands between {@code then} and {@code end}
   */
  record Rule(
      String name,
      Span nameAt,
      List<Condition> conditions,
      List<Statement> statements,
      Span body) {}

  /** {@code insert( ... );} or {@code delete( ... );}. */
  record Statement(boolean insert, Expression argument, Span span) {}
}
