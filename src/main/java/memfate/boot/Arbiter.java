package memfate.boot;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import memfate.engine.Asked;
import memfate.facts.Decided;
import memfate.facts.Decision;
import memfate.iomem.AddressRange;
import memfate.platform.Diagnostic;
import memfate.platform.SourceLocation;

/**
 * Picks one of the decisions that rules propose for a range at one event.
 *
 * <p>The most specific band wins, and within a band the quirk that fits the platform most closely.
 * Two rules of one rank that differ are a conflict, which names both.
 */
final class Arbiter {

  /**
   * A decision that stands, and the rule that proposed it.
   *
   * @param overruled other decisions, of lower rank
   */
  record Verdict(Asked asked, Decided decided, List<Asked> overruled) {

    Decision decision() {
      return (Decision) asked.effect();
    }
  }

  private final Map<String, Integer> ordinals = new HashMap<>();
  private final List<Diagnostic> conflicts = new ArrayList<>();
  private final RuleRanks ranks;

  Arbiter(RuleRanks ranks) {
    this.ranks = ranks;
  }

  /** Returns an arbiter that goes its own way from here. */
  Arbiter copy() {
    Arbiter copy = new Arbiter(ranks);
    copy.ordinals.putAll(ordinals);
    copy.conflicts.addAll(conflicts);
    return copy;
  }

  /** Picks a decision for each range, in address order. */
  List<Verdict> pick(List<Asked> proposals) {
    Map<AddressRange, List<Asked>> byRange = new TreeMap<>();
    for (Asked asked : proposals) {
      byRange
          .computeIfAbsent(((Decision) asked.effect()).range(), range -> new ArrayList<>())
          .add(asked);
    }
    List<Verdict> verdicts = new ArrayList<>();
    byRange.values().forEach(rivals -> verdicts.add(verdict(rivals)));
    return verdicts;
  }

  private Verdict verdict(List<Asked> rivals) {
    Asked best = rivals.get(0);
    for (Asked rival : rivals) {
      if (ranks.compare(rival.rule(), best.rule()) > 0) {
        best = rival;
      }
    }
    List<Asked> overruled = new ArrayList<>();
    for (Asked rival : rivals) {
      if (!wordOf(rival).equals(wordOf(best))) {
        if (ranks.compare(rival.rule(), best.rule()) == 0) {
          conflicts.add(conflict(best, rival));
        } else {
          overruled.add(rival);
        }
      }
    }
    Decision decision = (Decision) best.effect();
    int ordinal = ordinals.merge(decision.decision(), 1, Integer::sum);
    return new Verdict(
        best,
        new Decided(
            decision.range(), decision.decision(), decision.message(), decision.logged(), ordinal),
        List.copyOf(overruled));
  }

  /** Returns the conflicts so far. */
  List<Diagnostic> conflicts() {
    return List.copyOf(conflicts);
  }

  /** Tells what decides about later decisions. */
  void describe(Consumer<String> lines) {
    new TreeMap<>(ordinals).forEach((word, count) -> lines.accept(word + " " + count));
    conflicts.forEach(conflict -> lines.accept(conflict.message()));
  }

  private static String wordOf(Asked asked) {
    return ((Decision) asked.effect()).decision();
  }

  private static Diagnostic conflict(Asked a, Asked b) {
    return Diagnostic.error(
        "%s: rule \"%s\" (%s:%d) says %s, rule \"%s\" (%s:%d) says %s"
            .formatted(
                ((Decision) a.effect()).range().toKernelString(),
                a.rule().name(),
                a.rule().file(),
                a.rule().line(),
                wordOf(a),
                b.rule().name(),
                b.rule().file(),
                b.rule().line(),
                wordOf(b)),
        new SourceLocation(b.rule().file(), b.rule().line(), 0));
  }
}
