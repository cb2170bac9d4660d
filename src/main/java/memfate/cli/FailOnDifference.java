package memfate.cli;

import memfate.diff.Comparison;
import memfate.eval.ExitCode;

/** Which differences end in exit code 1. */
enum FailOnDifference {
  /** None: a difference is an answer. */
  NEVER,
  /** Memory that is usable on the left is not on the right, or the kernel dies there only. */
  LOST,
  /** Something else becomes of some memory, or only one side has a platform. */
  CHANGED,
  /** Anything, be it other decisions with the same fate. */
  DECISIONS;

  /** Returns what a comparison contributes to the exit code. */
  ExitCode judge(Comparison comparison) {
    boolean counts =
        switch (comparison.verdict()) {
          case SAME, NOT_COMPARED -> false;
          case DECISIONS -> this == DECISIONS;
          case CHANGED -> this == LOST ? comparison.losesMemory() : this != NEVER;
          case LEFT_ONLY, RIGHT_ONLY -> this == CHANGED || this == DECISIONS;
        };
    return counts ? ExitCode.FINDINGS : ExitCode.DONE;
  }
}
