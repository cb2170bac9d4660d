package memfate.report;

import com.github.difflib.DiffUtils;
import com.github.difflib.patch.AbstractDelta;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import memfate.boot.Outcome.RangeDecision;
import memfate.boot.Outcome.RangeFate;
import memfate.boot.Outcome.StepState;
import memfate.iomem.AddressRange;
import org.jspecify.annotations.Nullable;

/** The steps of a description in words: what each changed, and nothing of what it did not. */
final class StepWords {
  private StepWords() {}

  /** A line and how to print it. */
  record Line(Ink ink, String text) {}

  /** Returns {@code 2. unbind hmem_platform.0}, or {@code boot} for the state before the first. */
  static String heading(StepState state) {
    return state.step() == 0 ? "after the boot" : "%d. %s".formatted(state.step(), state.event());
  }

  /**
   * Returns what a step changed.
   *
   * @param before the state before it; null for the first, of which all is told but the tree
   */
  static List<Line> changes(@Nullable StepState before, StepState state) {
    List<Line> lines = new ArrayList<>();
    Map<AddressRange, RangeFate> known = new HashMap<>();
    if (before != null) {
      before.ranges().forEach(fate -> known.put(fate.range(), fate));
    }
    for (RangeFate fate : state.ranges()) {
      RangeFate old = known.get(fate.range());
      if (old == null || !sameHands(old, fate)) {
        lines.add(new Line(Ink.PLAIN, fate.range().toKernelString() + "  " + RangeWords.of(fate)));
        fate.errors().stream()
            .filter(error -> old == null || !old.errors().contains(error))
            .forEach(error -> lines.add(new Line(Ink.RED, "    error: " + Errno.inWords(error))));
      }
      for (RangeDecision decision : before == null ? List.<RangeDecision>of() : fate.decisions()) {
        lines.add(
            new Line(
                Ink.PLAIN,
                "%s  %s  %s  %s"
                    .formatted(
                        fate.range().toKernelString(),
                        decision.event(),
                        decision.decision(),
                        decision.message())));
        lines.add(new Line(Ink.DIM, "    " + RuleWords.of(decision.rule())));
      }
    }
    if (before != null) {
      treeChanges(before, state, lines);
    }
    return lines;
  }

  private static boolean sameHands(RangeFate one, RangeFate other) {
    return one.owner() == other.owner()
        && one.usable() == other.usable()
        && Objects.equals(one.dax(), other.dax())
        && Objects.equals(one.driver(), other.driver())
        && one.errors().equals(other.errors());
  }

  private static void treeChanges(StepState before, StepState state, List<Line> lines) {
    List<String> old = before.iomem().lines().toList();
    for (AbstractDelta<String> delta :
        DiffUtils.diff(old, state.iomem().lines().toList()).getDeltas()) {
      delta.getSource().getLines().forEach(l -> lines.add(new Line(Ink.RED, "- " + l)));
      delta.getTarget().getLines().forEach(l -> lines.add(new Line(Ink.GREEN, "+ " + l)));
    }
  }
}
