package memfate.boot;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import memfate.iomem.AddressRange;
import memfate.platform.Expectation;
import memfate.platform.Expectation.ExpectedRange;
import memfate.platform.LintDirectives;
import memfate.platform.SourceLocation;
import org.jspecify.annotations.Nullable;

/** Compares an outcome with what a description expects. */
public final class ExpectationChecker {
  private static final Map<String, Integer> ERRNO =
      Map.of("EPERM", 1, "ENOMEM", 12, "EBUSY", 16, "ENODEV", 19, "EINVAL", 22, "ENOSPC", 28);

  private final Outcome outcome;
  private final @Nullable Integer step;
  private final List<Mismatch> found = new ArrayList<>();

  private ExpectationChecker(Outcome outcome, @Nullable Integer step) {
    this.outcome = outcome;
    this.step = step;
  }

  /** Returns what differs, nothing when all agrees. */
  public static List<String> differences(Outcome outcome, Expectation expected) {
    return mismatches(outcome, expected).stream().map(Mismatch::text).toList();
  }

  /** As {@link #differences}, part by part. */
  public static List<Mismatch> mismatches(Outcome outcome, Expectation expected) {
    Integer step = expected.step();
    Outcome answer = answerFor(outcome, expected);
    if (answer == null) {
      String assumed = expected.assume().toString();
      return List.of(
          new Mismatch(null, "reading", assumed, "no such one", "", step, expected.at()));
    }
    if (step != null && answer.after(step).isEmpty()) {
      return List.of(
          new Mismatch(null, "state", "one after the step", "none", "", step, expected.at()));
    }
    Outcome then = step == null ? answer : at(answer, answer.after(step).orElseThrow());
    ExpectationChecker checker = new ExpectationChecker(then, step);
    checker.check(expected, outcome);
    return List.copyOf(checker.found);
  }

  private static Outcome at(Outcome outcome, Outcome.StepState state) {
    return new Outcome(
        outcome.platform(),
        outcome.policy(),
        outcome.status(),
        state.ranges(),
        state.iomem(),
        state.log(),
        outcome.findings(),
        outcome.diagnostics(),
        List.of(),
        List.of());
  }

  /** Returns the codes that a description expects and that are missing, and those it forbids. */
  public static List<String> lint(Outcome outcome, LintDirectives lint) {
    List<String> found =
        outcome.findings().stream()
            .filter(Outcome.Finding::counts)
            .map(Outcome.Finding::code)
            .distinct()
            .toList();
    List<String> differences = new ArrayList<>();
    lint.expect().stream()
        .filter(code -> !found.contains(code))
        .forEach(code -> differences.add("no finding " + code + "; there are " + found));
    lint.forbid().stream()
        .filter(found::contains)
        .forEach(code -> differences.add("forbidden: " + outcome.findings()));
    return differences;
  }

  private static @Nullable Outcome answerFor(Outcome outcome, Expectation expected) {
    if (expected.assume().isEmpty() || outcome.readings().isEmpty()) {
      return outcome;
    }
    return outcome.readings().stream()
        .filter(r -> r.assume().entrySet().containsAll(expected.assume().entrySet()))
        .map(Outcome.Reading::outcome)
        .findFirst()
        .orElse(null);
  }

  private void check(Expectation expected, Outcome whole) {
    String status = expected.status();
    if (!status.isEmpty() && !whole.status().name().equalsIgnoreCase(status)) {
      String is = whole.status().name().toLowerCase(Locale.ROOT);
      add(null, "status", status, is, "", expected.at());
    }
    expected.ranges().forEach(this::checkRange);
    checkIomem(expected);
    String log = String.join("\n", outcome.log());
    for (String text : expected.log()) {
      if (!log.contains(text)) {
        String quoted = "\"%s\"".formatted(text);
        add(null, "log", quoted, "no such line", "the log is:\n" + log, expected.at());
      }
    }
  }

  private void add(
      @Nullable AddressRange range,
      String field,
      String expected,
      String got,
      String around,
      SourceLocation at) {
    found.add(new Mismatch(range, field, expected, got, around, step, at));
  }

  private void add(ExpectedRange expected, String field, String wanted, String got) {
    if (!wanted.equals(got)) {
      add(expected.range(), field, wanted, got, "", expected.at());
    }
  }

  private void checkRange(ExpectedRange expected) {
    List<Outcome.RangeFate> fates =
        outcome.ranges().stream().filter(f -> f.range().overlaps(expected.range())).toList();
    if (fates.isEmpty()) {
      List<String> ranges = outcome.ranges().stream().map(f -> f.range().toString()).toList();
      String around = "there are " + ranges;
      add(expected.range(), "fate", "one", "none", around, expected.at());
      return;
    }
    if (!expected.owner().isEmpty()) {
      String owners =
          fates.stream().map(f -> f.owner().word()).distinct().collect(Collectors.joining("+"));
      add(expected, "owner", expected.owner().equals("lost") ? "none" : expected.owner(), owners);
    }
    Long wantedBytes = expected.usable();
    if (wantedBytes != null) {
      long usable = fates.stream().mapToLong(f -> usableIn(f, expected.range())).sum();
      add(expected, "usable", "0x%x".formatted(wantedBytes), "0x%x".formatted(usable));
    }
    if (!expected.decisions().isEmpty()) {
      List<String> decisions =
          fates.get(0).decisions().stream().map(Outcome.RangeDecision::decision).toList();
      add(expected, "decisions", expected.decisions().toString(), decisions.toString());
    }
    if (!expected.driver().isEmpty()) {
      String driver = fates.get(0).driver();
      add(expected, "driver", expected.driver(), driver == null ? "none" : driver);
    }
    if (!expected.kmem().isEmpty()) {
      checkKmem(expected, fates);
    }
  }

  private static long usableIn(Outcome.RangeFate fate, AddressRange range) {
    return range.contains(fate.range()) ? fate.usable() : Math.min(fate.usable(), range.size());
  }

  private void checkKmem(ExpectedRange expected, List<Outcome.RangeFate> fates) {
    List<String> errors = fates.stream().flatMap(f -> f.errors().stream()).toList();
    boolean bound = fates.stream().anyMatch(f -> "kmem".equals(f.driver()));
    String wanted = expected.kmem();
    Integer errno = ERRNO.get(wanted.toUpperCase(Locale.ROOT));
    boolean agrees =
        wanted.equals("ok")
            ? bound
            : errors.contains("kmem:-" + (errno == null ? wanted.replace("-", "") : errno));
    if (!agrees) {
      String around = "errors " + errors;
      add(expected.range(), "kmem", wanted, kmem(bound, errors), around, expected.at());
    }
  }

  private static String kmem(boolean bound, List<String> errors) {
    return bound
        ? "ok"
        : ERRNO.entrySet().stream()
            .filter(known -> errors.contains("kmem:-" + known.getValue()))
            .map(Map.Entry::getKey)
            .findFirst()
            .orElse("not bound");
  }

  private void checkIomem(Expectation expectation) {
    Expectation.ExpectedIomem expected = expectation.iomem();
    String tree = loose(outcome.iomem());
    if (!expected.tree().isBlank() && !containsLines(tree, loose(expected.tree()))) {
      addTree("tree", expected.tree(), outcome.iomem(), "", expectation);
    }
    String around = "iomem is\n" + outcome.iomem();
    for (String text : expected.contains()) {
      if (!tree.contains(loose(text))) {
        addTree("iomem", "\"%s\"".formatted(text), "no such line", around, expectation);
      }
    }
    for (String text : expected.absent()) {
      if (tree.contains(loose(text))) {
        addTree("iomem", "no \"%s\"".formatted(text), "such a line", around, expectation);
      }
    }
  }

  private void addTree(
      String field, String expected, String got, String around, Expectation expectation) {
    add(null, field, expected, got, around, expectation.at());
  }

  /** Every line of the expected tree, in order and with its indentation. */
  private static boolean containsLines(String tree, String wanted) {
    int at = 0;
    List<String> lines = tree.lines().toList();
    for (String line : wanted.stripTrailing().lines().toList()) {
      while (at < lines.size() && !lines.get(at).equals(line)) {
        at++;
      }
      if (at++ == lines.size()) {
        return false;
      }
    }
    return true;
  }

  /** Numbers of dax devices and regions depend on timing: any will do. */
  private static String loose(String text) {
    return text.replaceAll("\\bdax\\d+\\.\\d+", "daxN.M").replaceAll("\\bregion\\d+\\b", "regionN");
  }
}
