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
import org.jspecify.annotations.Nullable;

/** Compares an outcome with what a description expects; every difference is one line. */
public final class ExpectationChecker {
  private static final Map<String, Integer> ERRNO =
      Map.of("EPERM", 1, "ENOMEM", 12, "EBUSY", 16, "ENODEV", 19, "EINVAL", 22, "ENOSPC", 28);

  private final Outcome outcome;
  private final List<String> differences = new ArrayList<>();

  private ExpectationChecker(Outcome outcome) {
    this.outcome = outcome;
  }

  /** Returns what differs, nothing when all agrees. */
  public static List<String> differences(Outcome outcome, Expectation expected) {
    Outcome answer = answerFor(outcome, expected);
    if (answer == null) {
      return List.of("no reading assumes " + expected.assume());
    }
    Integer step = expected.step();
    if (step != null && answer.after(step).isEmpty()) {
      return List.of("there is no state after step " + step);
    }
    Outcome then = step == null ? answer : at(answer, answer.after(step).orElseThrow());
    ExpectationChecker checker = new ExpectationChecker(then);
    checker.check(expected, outcome);
    return checker.differences.stream()
        .map(difference -> step == null ? difference : "step %d: %s".formatted(step, difference))
        .toList();
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
      differences.add("status " + whole.status() + ", expected " + status);
    }
    expected.ranges().forEach(this::checkRange);
    checkIomem(expected.iomem());
    String log = String.join("\n", outcome.log());
    for (String text : expected.log()) {
      if (!log.contains(text)) {
        differences.add("no log line contains \"%s\"; the log is:\n%s".formatted(text, log));
      }
    }
  }

  private void checkRange(ExpectedRange expected) {
    List<Outcome.RangeFate> fates =
        outcome.ranges().stream().filter(f -> f.range().overlaps(expected.range())).toList();
    String where = expected.range().toKernelString() + " ";
    if (fates.isEmpty()) {
      differences.add(where + "has no fate; there are " + outcome.ranges());
      return;
    }
    String owners =
        fates.stream().map(f -> f.owner().word()).distinct().collect(Collectors.joining("+"));
    String wanted = expected.owner().equals("lost") ? "none" : expected.owner();
    if (!wanted.isEmpty() && !owners.equals(wanted)) {
      differences.add(where + "owner " + owners + ", expected " + wanted + " " + fates);
    }
    Long wantedBytes = expected.usable();
    if (wantedBytes != null) {
      long usable = fates.stream().mapToLong(f -> usableIn(f, expected.range())).sum();
      if (usable != wantedBytes) {
        differences.add(where + "usable 0x%x, expected 0x%x".formatted(usable, wantedBytes));
      }
    }
    if (!expected.decisions().isEmpty()) {
      List<String> decisions = new ArrayList<>();
      fates.get(0).decisions().forEach(d -> decisions.add(d.decision()));
      if (!decisions.equals(expected.decisions())) {
        differences.add(where + "decisions " + decisions + ", expected " + expected.decisions());
      }
    }
    if (!expected.driver().isEmpty()) {
      String driver = fates.get(0).driver() == null ? "none" : fates.get(0).driver();
      if (!driver.equals(expected.driver())) {
        differences.add(where + "driver " + driver + ", expected " + expected.driver());
      }
    }
    checkKmem(expected, fates, where);
  }

  private static long usableIn(Outcome.RangeFate fate, AddressRange range) {
    return range.contains(fate.range()) ? fate.usable() : Math.min(fate.usable(), range.size());
  }

  private void checkKmem(ExpectedRange expected, List<Outcome.RangeFate> fates, String where) {
    if (expected.kmem().isEmpty()) {
      return;
    }
    List<String> errors = fates.stream().flatMap(f -> f.errors().stream()).toList();
    if (expected.kmem().equals("ok")) {
      if (fates.stream().noneMatch(f -> "kmem".equals(f.driver()))) {
        differences.add(where + "kmem is not bound, errors " + errors);
      }
    } else {
      Integer errno = ERRNO.get(expected.kmem().toUpperCase(Locale.ROOT));
      String wanted = "kmem:-" + (errno == null ? expected.kmem().replace("-", "") : errno);
      if (!errors.contains(wanted)) {
        differences.add(where + "errors " + errors + ", expected " + wanted);
      }
    }
  }

  private void checkIomem(Expectation.ExpectedIomem expected) {
    String tree = loose(outcome.iomem());
    if (!expected.tree().isBlank() && !containsLines(tree, loose(expected.tree()))) {
      differences.add("iomem is\n%s\nexpected\n%s".formatted(outcome.iomem(), expected.tree()));
    }
    for (String text : expected.contains()) {
      if (!tree.contains(loose(text))) {
        differences.add("iomem has no \"%s\":\n%s".formatted(text, outcome.iomem()));
      }
    }
    for (String text : expected.absent()) {
      if (tree.contains(loose(text))) {
        differences.add("iomem has \"%s\":\n%s".formatted(text, outcome.iomem()));
      }
    }
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
