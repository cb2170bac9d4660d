package memfate.engine.lang;

import java.util.List;

/** What a rule file holds. */
record RuleFile(List<Import> imports, List<Rule> rules) {

  /** {@code import memfate.facts.*}. */
  record Import(String name, Span span) {}

  record Rule(String name, Span nameAt, List<Condition> conditions, List<Statement> statements) {}

  /** {@code insert( ... );} or {@code delete( ... );}. */
  record Statement(boolean insert, Expression argument, Span span) {}
}
