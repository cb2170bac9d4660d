package memfate.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import memfate.batch.Progress;
import memfate.boot.Outcome;
import memfate.diff.Comparison;
import memfate.diff.Subject;
import memfate.diff.Totals;
import memfate.eval.Diagnostics;
import memfate.eval.ExitCode;
import memfate.eval.FailOn;
import memfate.report.Compared;
import memfate.report.DifferenceReport;
import org.jspecify.annotations.Nullable;

/** Takes comparisons in order: reports them, adds them up, and keeps the exit code. */
final class DiffSink implements AutoCloseable {
  private final DiffOutput output;
  private final Diagnostics diagnostics;
  private final FailOnDifference failOn;
  private final boolean verbose;
  private final Progress progress;
  private final Map<List<String>, Totals> totals = new LinkedHashMap<>();
  private ExitCode end = ExitCode.DONE;

  DiffSink(
      DiffOutput output,
      Diagnostics diagnostics,
      FailOnDifference failOn,
      boolean verbose,
      Progress progress) {
    this.output = output;
    this.diagnostics = diagnostics;
    this.failOn = failOn;
    this.verbose = verbose;
    this.progress = progress;
  }

  /** Begins the reports; each side is compared with the first. */
  void begin(DifferenceReport.Plan plan) {
    for (String other :
        plan.sides().subList(Math.min(1, plan.sides().size()), plan.sides().size())) {
      totals(plan.sides().get(0), other);
    }
    output.begin(plan);
  }

  Diagnostics diagnostics() {
    return diagnostics;
  }

  /** Lets the exit code be at least this grave. */
  void worsen(ExitCode code) {
    end = end.and(code);
  }

  Progress progress() {
    return progress;
  }

  /**
   * Takes what was evaluated of one platform and what came out of it.
   *
   * @param nanos what it took
   */
  void take(List<Comparing> sides, List<Compared> compared, long nanos) {
    for (Comparing side : sides) {
      worsen(side.judged().tellOnce(diagnostics, verbose));
    }
    compared.forEach(this::take);
    progress.done(
        sides.get(0).judged().evaluated().outcome().platform(),
        sides.stream().allMatch(side -> side.judged().atLeast() == ExitCode.DONE),
        nanos);
  }

  /** Takes an outcome that was recorded. */
  void recorded(Outcome outcome) {
    worsen(FailOn.NEVER.judge(outcome));
  }

  /** Takes a comparison. */
  void take(Compared compared) {
    Comparison comparison = compared.comparison();
    worsen(failOn.judge(comparison));
    totalsOf(comparison).add(comparison);
    output.comparison(compared);
  }

  /** A platform that only one side has counts where the pair of that side does. */
  private Totals totalsOf(Comparison comparison) {
    String left = label(comparison.left());
    String right = label(comparison.right());
    if (left.isEmpty() || right.isEmpty()) {
      for (Totals known : totals.values()) {
        if (known.leftLabel().equals(left) || known.rightLabel().equals(right)) {
          return known;
        }
      }
    }
    return totals(left, right);
  }

  private static String label(@Nullable Subject side) {
    return side == null ? "" : side.label();
  }

  private Totals totals(String left, String right) {
    return totals.computeIfAbsent(List.of(left, right), sides -> new Totals(left, right));
  }

  /** Ends the reports and returns the exit code. */
  ExitCode end() {
    output.end(new ArrayList<>(totals.values()));
    return end;
  }

  @Override
  public void close() {
    output.close();
  }
}
