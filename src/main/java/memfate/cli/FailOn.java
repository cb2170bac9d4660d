package memfate.cli;

import memfate.boot.Outcome;
import memfate.platform.Diagnostic.Severity;
import memfate.report.Summary;

/** What ends in exit code 1. */
enum FailOn {
  /** Nothing. */
  NEVER,
  /** A finding that is an error, or a kernel that dies. */
  ERROR,
  /** As {@link #ERROR}, and warnings. */
  WARN,
  /** As {@link #ERROR}, and a range of which no byte is usable. */
  LOST;

  /** Returns what an outcome contributes to the exit code. */
  ExitCode judge(Outcome outcome) {
    ExitCode code =
        switch (outcome.status()) {
          case INVALID -> ExitCode.UNREADABLE;
          case UNSUPPORTED, INCONCLUSIVE -> ExitCode.INCONCLUSIVE;
          case CRASH -> this == NEVER ? ExitCode.DONE : ExitCode.FINDINGS;
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

  /** Returns whether a range alone ends in exit code 1. */
  boolean counts(Outcome.RangeFate fate) {
    return this == LOST && Summary.isLost(fate);
  }

  private boolean counts(Severity severity) {
    return switch (severity) {
      case ERROR -> this != NEVER;
      case WARNING -> this == WARN;
      case INFO -> false;
    };
  }
}
