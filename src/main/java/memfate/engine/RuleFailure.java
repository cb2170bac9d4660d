package memfate.engine;

import org.jspecify.annotations.Nullable;

/** A run that its rules did not let finish: too many firings, or an exception inside a rule. */
public final class RuleFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient @Nullable RuleInfo rule;
  private final boolean limit;

  RuleFailure(String message, @Nullable RuleInfo rule, boolean limit, @Nullable Throwable cause) {
    super(message, cause);
    this.rule = rule;
    this.limit = limit;
  }

  /** Returns the rule that fired most, or that failed; null when no rule is to blame. */
  public @Nullable RuleInfo rule() {
    return rule;
  }

  /** Returns whether a limit was hit, so that the answer is not known. */
  public boolean isLimit() {
    return limit;
  }
}
