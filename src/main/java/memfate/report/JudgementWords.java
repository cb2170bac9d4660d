package memfate.report;

import memfate.boot.Judgement;

/** What the invariants say, in words. */
final class JudgementWords {
  private JudgementWords() {}

  /** Returns {@code invariants: 2 violations; 3 outcomes judged}. */
  static String heading(Judgement judgement) {
    long violations = judgement.violations().stream().filter(v -> v.finding().counts()).count();
    String held = violations == 0 ? "hold" : counted(violations, "violation");
    String judged =
        judgement.complete()
            ? counted(judgement.judged(), "outcome") + " judged"
            : "only %,d of %s judged"
                .formatted(judgement.judged(), counted(judgement.outcomes(), "outcome"));
    return "invariants: %s; %s".formatted(held, judged);
  }

  /** Returns in which outcomes something is met. */
  static String where(Judgement judgement, Judgement.Violation violation) {
    return violation.outcomes() == judgement.outcomes()
        ? "in every outcome"
        : "in %,d of %s".formatted(violation.outcomes(), counted(judgement.judged(), "outcome"));
  }

  private static String counted(long number, String what) {
    return "%,d %s%s".formatted(number, what, number == 1 ? "" : "s");
  }
}
