package memfate.engine;

import java.util.List;

/**
 * Policies and invariants that were compiled, by the text of their files: who opens the rules again
 * compiles what has changed.
 */
final class CompiledRules {
  /** More than anybody has, and few enough for the memory of a run that watches edits. */
  private static final int MOST = 64;

  final RuleUnits units = new RuleUnits();
  final Kept<Object, Policy> policies = new Kept<>(MOST);
  final Kept<List<RuleSource>, Invariants> invariants = new Kept<>(2);
}
