package memfate.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import memfate.boot.Judgement;
import memfate.boot.Outcome;
import memfate.iomem.ByteCount;
import memfate.platform.Diagnostic;
import memfate.platform.Diagnostic.Severity;
import memfate.platform.SourceLocation;

/**
 * A finding, once for all readings of unknown tables that it holds under.
 *
 * @param condition {@code if srat is absent}, or empty when it holds under each reading
 * @param at the place; where the description stands, when the finding names none
 */
record Remark(Outcome.Finding finding, String condition, SourceLocation at) {

  /** Returns the remarks about an outcome in order, without those that are suppressed. */
  static List<Remark> of(Evaluated evaluated) {
    return withSuppressed(evaluated).stream().filter(r -> r.finding().counts()).toList();
  }

  /** Returns all remarks about an outcome in order. */
  static List<Remark> withSuppressed(Evaluated evaluated) {
    Outcome outcome = evaluated.outcome();
    List<Answer> answers = Answer.of(outcome);
    Map<Outcome.Finding, List<String>> conditions = new LinkedHashMap<>();
    for (Answer answer : answers) {
      for (Outcome.Finding finding : new LinkedHashSet<>(answer.outcome().findings())) {
        conditions.computeIfAbsent(finding, f -> new ArrayList<>()).add(answer.condition());
      }
    }
    outcome.findings().forEach(finding -> conditions.putIfAbsent(finding, List.of()));
    List<Remark> remarks = new ArrayList<>();
    conditions.forEach(
        (finding, under) -> {
          boolean always = under.isEmpty() || under.size() == answers.size();
          String condition = always ? "" : String.join(" or ", under);
          boolean placed = !finding.at().file().isEmpty();
          remarks.add(
              new Remark(finding, condition, placed ? finding.at() : placeOf(evaluated.input())));
        });
    remarks.addAll(violations(evaluated));
    return remarks;
  }

  /** What the invariants say counts as found under the reading that it was judged under. */
  private static List<Remark> violations(Evaluated evaluated) {
    List<Remark> remarks = new ArrayList<>();
    for (Judgement judgement : evaluated.judgements()) {
      boolean one = evaluated.judgements().size() == 1;
      String condition = one ? "" : ReadingWords.sentence(judgement.assume());
      for (Judgement.Violation violation : judgement.violations()) {
        Outcome.Finding finding = violation.finding();
        boolean placed = !finding.at().file().isEmpty();
        remarks.add(
            new Remark(finding, condition, placed ? finding.at() : placeOf(evaluated.input())));
      }
    }
    return remarks;
  }

  /** Returns the message with the readings that it holds under. */
  String message() {
    return finding.message() + (condition.isEmpty() ? "" : ", " + condition);
  }

  /** Returns the message with the figure too: {@code one range, two windows (4 GiB)}. */
  String sentence() {
    String figure =
        finding.bytes() < 0
            ? ""
            : " (%s)".formatted(ByteCount.inWords(ByteCount.of(finding.bytes())));
    return finding.message() + figure + (condition.isEmpty() ? "" : ", " + condition);
  }

  /** Returns the sentence, and what to do about it. */
  String withAdvice() {
    return finding.advice().isEmpty() ? sentence() : sentence() + "; " + finding.advice();
  }

  /**
   * Returns what is wrong with a description or its run, each once. An answer that is missing, or a
   * kernel that dies, is among it even if neither a diagnostic nor a finding says so.
   */
  static List<Diagnostic> diagnostics(Evaluated evaluated) {
    Outcome outcome = evaluated.outcome();
    Set<Diagnostic> diagnostics = new LinkedHashSet<>(outcome.diagnostics());
    for (Answer answer : Answer.of(outcome)) {
      diagnostics.addAll(answer.outcome().diagnostics());
      if (isUntold(answer)) {
        String sentence = answer.about(StatusWords.of(answer.outcome()));
        diagnostics.add(
            Diagnostic.error(subject(outcome) + ": " + sentence, placeOf(evaluated.input())));
      }
    }
    return List.copyOf(diagnostics);
  }

  private static boolean isUntold(Answer answer) {
    Outcome outcome = answer.outcome();
    if (outcome.status() == Outcome.Status.CRASH) {
      return outcome.findings().stream().noneMatch(f -> f.severity() == Severity.ERROR);
    }
    return answer.isMissing()
        && outcome.diagnostics().stream().noneMatch(d -> d.severity() == Severity.ERROR);
  }

  /** Returns {@code amd-1 under v7.1}. */
  static String subject(Outcome outcome) {
    return outcome.platform() + (outcome.policy().isEmpty() ? "" : " under " + outcome.policy());
  }

  private static SourceLocation placeOf(Input input) {
    return new SourceLocation(input.path(), input.line(), 0);
  }
}
