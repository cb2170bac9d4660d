package memfate.eval;

import memfate.boot.Exploration;
import memfate.boot.Judgement;
import memfate.boot.Outcome;
import memfate.platform.Diagnostic.Severity;
import memfate.report.Evaluated;
import memfate.report.Summary;

/** What ends in exit code 1. */
public enum FailOn {
  /** Nothing. */
  NEVER,
  /** A finding that is an error, or a kernel that dies. */
  ERROR,
  /** As {@link #ERROR}, and warnings. */
  WARN,
  /** As {@link #ERROR}, and a range of which no byte is usable. */
  LOST,
  /** A fate that depends on the order of events. */
  ORDER_DEPENDENT;

  /** Returns the word of the command line. */
  @Override
  public String toString() {
    return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
  }

  /** Returns what a platform contributes to the exit code, all orders of it that were explored. */
  public ExitCode judge(Evaluated evaluated) {
    ExitCode code = judge(evaluated.outcome());
    for (Judgement judgement : evaluated.judgements()) {
      code = code.and(judge(judgement));
    }
    Exploration exploration = evaluated.exploration();
    if (exploration == null) {
      return code;
    }
    if (this == ORDER_DEPENDENT && exploration.verdict() == Exploration.Verdict.DEPENDENT) {
      code = code.and(ExitCode.FINDINGS);
    }
    return exploration.exhaustive() ? code : code.and(ExitCode.INCONCLUSIVE);
  }

  private ExitCode judge(Judgement judgement) {
    boolean violated =
        judgement.violations().stream()
            .map(Judgement.Violation::finding)
            .anyMatch(finding -> finding.counts() && counts(finding.severity()));
    ExitCode code = violated ? ExitCode.FINDINGS : ExitCode.DONE;
    return judgement.complete() ? code : code.and(ExitCode.INCONCLUSIVE);
  }

  /** Returns what an outcome contributes to the exit code. */
  public ExitCode judge(Outcome outcome) {
    ExitCode code =
        switch (outcome.status()) {
          case INVALID -> ExitCode.UNREADABLE;
          case UNSUPPORTED, INCONCLUSIVE -> ExitCode.INCONCLUSIVE;
          case CRASH -> judgesFates() ? ExitCode.FINDINGS : ExitCode.DONE;
          case OK, PARTIAL -> ExitCode.DONE;
        };
    boolean finding = outcome.findings().stream().anyMatch(f -> f.counts() && counts(f.severity()));
    boolean lost = outcome.ranges().stream().anyMatch(this::counts);
    code = code.and(finding || lost ? ExitCode.FINDINGS : ExitCode.DONE);
    for (Outcome.Reading reading : outcome.readings()) {
      code = code.and(judge(reading.outcome()));
    }
    return code;
  }

  private boolean judgesFates() {
    return this != NEVER && this != ORDER_DEPENDENT;
  }

  /** Returns whether a range alone ends in exit code 1. */
  public boolean counts(Outcome.RangeFate fate) {
    return this == LOST && Summary.isLost(fate);
  }

  private boolean counts(Severity severity) {
    return switch (severity) {
      case ERROR -> judgesFates();
      case WARNING -> this == WARN;
      case INFO -> false;
    };
  }
}
