package memfate.trial;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import memfate.boot.Mismatch;
import memfate.boot.Outcome;
import memfate.boot.Outcome.RangeFate;
import memfate.iomem.AddressRange;
import memfate.report.RuleWords;
import memfate.trial.CaseResult.Verdict;

/** Results in words. */
public final class TrialText {
  private TrialText() {}

  /** Returns what is to be said of a result, nothing when it needs no words. */
  public static List<String> lines(CaseResult result, boolean verbose) {
    List<String> lines = new ArrayList<>();
    switch (result.verdict()) {
      case PASSED -> {
        if (verbose) {
          lines.add("ok    " + result.title());
        }
      }
      case NOT_RUN -> lines.add("NOT RUN  " + result.title());
      case FAILED -> {
        lines.add("FAIL  " + result.title());
        lines.addAll(details(result));
      }
      case TODO -> lines.add("todo  %s: %s".formatted(result.title(), result.why()));
      case TODO_PASSES ->
          lines.add("todo  %s passes, the mark can go: %s".formatted(result.title(), result.why()));
      case FAILS_AS_EXPECTED -> lines.add("xfail %s: %s".formatted(result.title(), result.why()));
      case PASSES_UNEXPECTEDLY ->
          lines.add(
              "FAIL  %s passes, and is expected to fail: %s"
                  .formatted(result.title(), result.why()));
    }
    return lines;
  }

  /** Returns what is not as expected: range by range, then the rest. */
  static List<String> details(CaseResult result) {
    Map<AddressRange, List<Mismatch>> byRange = new LinkedHashMap<>();
    List<Mismatch> others = new ArrayList<>();
    for (Mismatch mismatch : result.mismatches()) {
      AddressRange range = mismatch.range();
      if (range == null) {
        others.add(mismatch);
      } else {
        byRange.computeIfAbsent(range, r -> new ArrayList<>()).add(mismatch);
      }
    }
    List<String> lines = new ArrayList<>();
    byRange.forEach((range, mismatches) -> range(lines, result, range, mismatches));
    others.forEach(mismatch -> add(lines, "  ", mismatch.text() + "  <- " + mismatch.at()));
    result.problems().forEach(problem -> add(lines, "  ", problem));
    return lines;
  }

  private static void range(
      List<String> lines, CaseResult result, AddressRange range, List<Mismatch> mismatches) {
    lines.add("  %s  <- %s".formatted(range.toKernelString(), mismatches.get(0).at()));
    for (Mismatch mismatch : mismatches) {
      String step = mismatch.step() == null ? "" : "  after step " + mismatch.step();
      lines.add(
          "    %-9s expected %s, got %s%s"
              .formatted(mismatch.field(), mismatch.expected(), mismatch.got(), step));
      if (!mismatch.around().isEmpty()) {
        add(lines, "              ", mismatch.around());
      }
    }
    Outcome outcome = result.outcome();
    if (outcome != null) {
      outcome.ranges().stream()
          .filter(fate -> fate.range().overlaps(range))
          .forEach(fate -> because(lines, fate));
    }
  }

  private static void because(List<String> lines, RangeFate fate) {
    for (Outcome.RangeDecision decision : fate.decisions()) {
      lines.add(
          "    %s: %s  %s"
              .formatted(decision.event(), decision.decision(), decision.message())
              .stripTrailing());
      lines.add("      " + RuleWords.of(decision.rule()));
    }
    fate.errors().forEach(error -> lines.add("    error: " + error));
    fate.remarks().forEach(remark -> lines.add("    log: " + remark));
  }

  private static void add(List<String> lines, String indent, String text) {
    text.lines().forEach(line -> lines.add(indent + line));
  }

  /** Returns {@code 12 passed, 1 failed, 2 todo}. */
  public static String summary(List<CaseResult> results) {
    Map<String, Long> counts =
        results.stream()
            .collect(
                Collectors.groupingBy(
                    result -> word(result.verdict()), LinkedHashMap::new, Collectors.counting()));
    List<String> words = new ArrayList<>();
    for (String word :
        List.of("passed", "failed", "todo", "todo but passed", "failed as expected", "not run")) {
      if (counts.containsKey(word) || word.equals("passed") || word.equals("failed")) {
        words.add("%d %s".formatted(counts.getOrDefault(word, 0L), word));
      }
    }
    return String.join(", ", words);
  }

  private static String word(Verdict verdict) {
    return switch (verdict) {
      case PASSED -> "passed";
      case FAILED, PASSES_UNEXPECTEDLY -> "failed";
      case TODO -> "todo";
      case TODO_PASSES -> "todo but passed";
      case FAILS_AS_EXPECTED -> "failed as expected";
      case NOT_RUN -> "not run";
    };
  }

  /** Returns {@code coverage: 118 of 120 rules fired, 98.3 %}. */
  public static String coverage(List<RuleCoverage> rules, double percent) {
    long covered = rules.stream().filter(RuleCoverage::isCovered).count();
    return String.format(
        Locale.ROOT, "coverage: %d of %d rules fired, %.1f %%", covered, rules.size(), percent);
  }

  /**
   * Returns rule by rule what the coverage lacks.
   *
   * @param all whether to list rules that lack nothing, too
   */
  public static List<String> coverage(List<RuleCoverage> rules, boolean all) {
    List<String> lines = new ArrayList<>();
    for (RuleCoverage one : rules) {
      String rule =
          "rule \"%s\" at %s:%d".formatted(one.rule().name(), one.rule().file(), one.rule().line());
      if (!one.isCovered()) {
        lines.add("  not fired  " + rule);
        add(lines, "      ", one.why());
      } else if (all) {
        lines.add("  fired      %s: in %d of %d boots".formatted(rule, one.fired(), one.boots()));
      }
      if (one.lacksNearMiss()) {
        lines.add(
            (all ? "      " : "  near miss  %s: ".formatted(rule)) + "no case has it in x-silent");
      }
    }
    return lines;
  }
}
