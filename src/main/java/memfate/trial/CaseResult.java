package memfate.trial;

import java.util.List;
import java.util.Set;
import memfate.boot.Mismatch;
import memfate.boot.Outcome;
import memfate.engine.RuleInfo;
import memfate.platform.Diagnostic;
import org.jspecify.annotations.Nullable;

/**
 * How a case ended under a policy.
 *
 * @param outcome what the boot ended with; null when the policy does not compile
 * @param mismatches what is not as expected
 * @param problems what else is wrong, one sentence each
 * @param broken what is wrong with the policy; then nothing was run
 * @param rules the rules that could fire
 * @param fired names of those that did
 */
public record CaseResult(
    RuleCase test,
    String policy,
    @Nullable Outcome outcome,
    List<Mismatch> mismatches,
    List<String> problems,
    List<Diagnostic> broken,
    List<RuleInfo> rules,
    Set<String> fired) {

  /** What a result amounts to. */
  public enum Verdict {
    PASSED,
    FAILED,
    /** Fails, and is marked as not done yet. */
    TODO,
    /** Passes, and is still marked as not done yet. */
    TODO_PASSES,
    /** Fails, and is marked as expected to. */
    FAILS_AS_EXPECTED,
    /** Passes, and is marked as expected to fail: the mark is wrong. */
    PASSES_UNEXPECTEDLY,
    /** Nothing was run: the policy does not compile. */
    NOT_RUN;

    /** Returns whether somebody has to do something about it. */
    public boolean isFailure() {
      return this == FAILED || this == PASSES_UNEXPECTEDLY;
    }
  }

  static CaseResult notRun(RuleCase test, String policy, List<Diagnostic> broken) {
    return new CaseResult(test, policy, null, List.of(), List.of(), broken, List.of(), Set.of());
  }

  /** Returns what was run. */
  CaseTrial.Trial trial() {
    return new CaseTrial.Trial(test, policy);
  }

  public Verdict verdict() {
    if (!broken.isEmpty()) {
      return Verdict.NOT_RUN;
    }
    boolean passes = mismatches.isEmpty() && problems.isEmpty();
    return switch (test.mark(policy).kind()) {
      case NONE -> passes ? Verdict.PASSED : Verdict.FAILED;
      case TODO -> passes ? Verdict.TODO_PASSES : Verdict.TODO;
      case EXPECTED_FAILURE -> passes ? Verdict.PASSES_UNEXPECTEDLY : Verdict.FAILS_AS_EXPECTED;
    };
  }

  /** Returns why it is marked as failing, or empty. */
  public String why() {
    return test.mark(policy).why();
  }

  /** Returns {@code FILE:LINE: ID under POLICY}. */
  public String title() {
    return "%s:%d: %s".formatted(test.file(), test.platform().at().line(), name());
  }

  /** Returns {@code ID under POLICY}. */
  public String name() {
    return "%s under %s".formatted(test.id(), policy);
  }

  /** Returns all that is wrong, one text each. */
  public List<String> differences() {
    return java.util.stream.Stream.concat(
            mismatches.stream().map(Mismatch::text), problems.stream())
        .toList();
  }
}
