package memfate.verify;

import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import java.util.ArrayList;
import java.util.List;
import memfate.iomem.ByteCount;
import memfate.verify.Verdict.Fate;
import memfate.verify.Verdict.LogVerdict;
import memfate.verify.Verdict.RangeVerdict;
import memfate.verify.Verdict.StepVerdict;
import memfate.verify.Verdict.TreeVerdict;
import org.jspecify.annotations.Nullable;

/** Verdicts for people: what agrees in a line, what does not as a unified diff. */
public final class VerdictText {
  private static final int CONTEXT = 3;

  private VerdictText() {}

  /**
   * Returns the lines about one capture.
   *
   * @param verbose whether ranges that agree have lines too
   */
  public static List<String> lines(Verdict verdict, boolean verbose) {
    List<String> lines = new ArrayList<>();
    String assumed = verdict.assumed().isEmpty() ? "" : " (if %s)".formatted(verdict.assumed());
    lines.add(
        "%s  %s under %s%s: %s"
            .formatted(
                verdict.comparesSomething() ? verdict.agrees() ? "agrees " : "DIFFERS" : "nothing",
                verdict.platform(),
                verdict.policy(),
                assumed,
                counts(
                    verdict.agreeingRanges(),
                    verdict.ranges().size(),
                    verdict.agreeingTrees(),
                    verdict.trees().size(),
                    verdict.agreeingSteps(),
                    verdict.steps().size())));
    lines.addAll(compared(verdict.ranges(), verdict.trees(), verdict.log(), verbose));
    for (StepVerdict step : verdict.steps()) {
      if (!step.agrees() || verbose) {
        lines.add(
            "  %s %s: %s"
                .formatted(step.agrees() ? "agrees " : "DIFFERS", step.name(), step.command()));
        if (!step.untold().isEmpty()) {
          lines.add("    no event says: " + step.untold());
        }
        compared(step.ranges(), step.trees(), step.log(), verbose)
            .forEach(line -> lines.add("  " + line));
      }
    }
    if (verbose || !verdict.comparesSomething()) {
      verdict.remarks().forEach(remark -> lines.add("  " + remark));
    }
    return lines;
  }

  private static List<String> compared(
      List<RangeVerdict> ranges,
      List<TreeVerdict> trees,
      @Nullable LogVerdict log,
      boolean verbose) {
    List<String> lines = new ArrayList<>();
    for (RangeVerdict range : ranges) {
      if (!range.agrees()) {
        lines.add("  " + range.range().toKernelString());
        lines.add("    - seen       " + words(range.seen()));
        lines.add("    + predicted  " + words(range.predicted()));
      } else if (verbose) {
        lines.add("  " + range.range().toKernelString() + "  " + words(range.seen()));
      }
    }
    for (TreeVerdict tree : trees) {
      if (!tree.agrees()) {
        diff(lines, "iomem", tree.seen(), tree.predicted());
      }
    }
    if (log != null && !log.agrees()) {
      diff(lines, "log", log.seen(), log.predicted());
    }
    return lines;
  }

  /** Returns {@code N of M ranges, K of L trees agree}; steps are counted where there are any. */
  public static String counts(
      long rangesAgree, long ranges, long treesAgree, long trees, long stepsAgree, long steps) {
    String counted =
        "%d of %d ranges, %d of %d trees".formatted(rangesAgree, ranges, treesAgree, trees);
    return (steps == 0 ? counted : "%s, %d of %d steps".formatted(counted, stepsAgree, steps))
        + " agree";
  }

  private static String words(Fate fate) {
    return "%s, %s usable"
        .formatted(fate.owner().word(), ByteCount.inWords(ByteCount.of(fate.usable())));
  }

  private static void diff(
      List<String> lines, String what, List<String> seen, List<String> predicted) {
    UnifiedDiffUtils.generateUnifiedDiff(
            "seen/" + what, "predicted/" + what, seen, DiffUtils.diff(seen, predicted), CONTEXT)
        .forEach(line -> lines.add("  " + line));
  }
}
