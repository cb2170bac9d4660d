package memfate.report;

import memfate.boot.Outcome;
import memfate.platform.Diagnostic;
import memfate.platform.Diagnostic.Severity;

/** What a status means, in words. */
final class StatusWords {
  private StatusWords() {}

  /** Returns a sentence about an outcome that is not {@link Outcome.Status#OK}, else nothing. */
  static String of(Outcome outcome) {
    return switch (outcome.status()) {
      case OK -> "";
      case PARTIAL -> "partial: the fate depends on what the description leaves out";
      case CRASH -> "crash: the kernel dies in this boot";
      case INVALID -> "invalid: " + errors(outcome) + " in the description";
      case UNSUPPORTED ->
          "unsupported: " + reason(outcome, "the policy does not cover this platform");
      case INCONCLUSIVE -> "inconclusive: " + reason(outcome, "the run did not finish");
    };
  }

  private static String errors(Outcome outcome) {
    long errors =
        outcome.diagnostics().stream().filter(d -> d.severity() == Severity.ERROR).count();
    return errors == 1 ? "1 error" : errors + " errors";
  }

  private static String reason(Outcome outcome, String otherwise) {
    return outcome.diagnostics().stream()
        .filter(d -> d.severity() == Severity.ERROR)
        .map(Diagnostic::message)
        .findFirst()
        .orElse(otherwise);
  }
}
