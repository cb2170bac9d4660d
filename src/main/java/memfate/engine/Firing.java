package memfate.engine;

import java.util.List;

/**
 * One firing of a rule.
 *
 * @param rule which rule
 * @param facts the facts that it matched, in the order of its patterns
 */
public record Firing(RuleInfo rule, List<Matched> facts) {

  /**
   * A fact that a rule matched, or the condition that no fact met.
   *
   * @param fact the fact; for {@code not} the text of the condition
   * @param quantifier {@code exists}, {@code not}, or empty for a plain pattern
   */
  public record Matched(Object fact, String quantifier) {}
}
