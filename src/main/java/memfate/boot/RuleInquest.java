package memfate.boot;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import memfate.engine.Progress;
import memfate.engine.RuleInfo;
import memfate.engine.RuleProbe;
import memfate.engine.Trial;
import memfate.facts.CurrentEvent;
import memfate.facts.Event;
import memfate.iomem.AddressRange;
import org.jspecify.annotations.Nullable;

/** Follows one rule through a boot: how far it gets at each event at which it could fire. */
final class RuleInquest {
  /** Of many moments at which the rule gets equally far, the first few are looked into. */
  private static final int MOST_TRIALS = 8;

  private final RuleProbe probe;
  private final @Nullable AddressRange range;
  private final List<WhyNot.Attempt> attempts = new ArrayList<>();
  private @Nullable Best best;
  private boolean changed = true;

  /** The furthest that the rule got, at the first event at which it got there. */
  private record Best(WhyNot.Attempt attempt, Progress progress) {
    boolean isBehind(Progress other) {
      return progress.reached() != other.reached()
          ? progress.reached() < other.reached()
          : progress.trial().passed() < other.trial().passed();
    }
  }

  RuleInquest(RuleProbe probe, @Nullable AddressRange range) {
    this.probe = probe;
    this.range = range;
  }

  /** Notes that a fact came or went. */
  void changed(Object fact) {
    changed |= probe.reads(fact);
  }

  /** Returns whether the rule may make something else of the facts than before. */
  boolean isDue(@Nullable CurrentEvent current) {
    if (!probe.asksForEvent()) {
      return changed;
    }
    String event = probe.event();
    return current != null && (event == null || event.equals(current.name()));
  }

  void look(int sequence, Event event, Collection<?> facts) {
    changed = false;
    RuleProbe.Look look = probe.look(facts, this::concerns);
    int reached = look.reached();
    WhyNot.Attempt attempt =
        new WhyNot.Attempt(sequence, BootRecord.nameOf(event), event.actor(), reached);
    attempts.add(attempt);
    long asFar = attempts.stream().filter(a -> a.reached() == reached).count();
    Best before = best;
    int furthest = before == null ? -1 : before.attempt().reached();
    if (reached > furthest || (reached == furthest && asFar <= MOST_TRIALS)) {
      Progress progress = look.progress();
      if (before == null || before.isBehind(progress)) {
        best = new Best(attempt, progress);
      }
    }
  }

  /** Facts concern the range if one of them touches it, or none is about addresses. */
  private boolean concerns(List<Object> match) {
    AddressRange wanted = range;
    if (wanted == null) {
      return true;
    }
    boolean general = true;
    for (Object fact : match) {
      AddressRange about = FactText.rangeOf(fact);
      if (about != null && about.overlaps(wanted)) {
        return true;
      }
      general &= about == null;
    }
    return general;
  }

  WhyNot answer(Map<String, String> assume, BootRecord record, List<String> happened) {
    RuleInfo rule = probe.rule();
    List<Outcome.EventTrace> fired = new ArrayList<>();
    for (Outcome.EventTrace event : record.trace()) {
      List<Outcome.Firing> firings =
          event.firings().stream().filter(firing -> isOurs(rule, firing)).toList();
      if (!firings.isEmpty()) {
        fired.add(
            new Outcome.EventTrace(
                event.sequence(), event.event(), event.actor(), firings, List.of()));
      }
    }
    return new WhyNot(
        BootRecord.reference(rule),
        conditions(rule),
        probe.event(),
        assume,
        List.copyOf(fired),
        List.copyOf(attempts),
        furthest(),
        happened,
        record.status(),
        List.copyOf(record.diagnostics()));
  }

  private boolean isOurs(RuleInfo rule, Outcome.Firing firing) {
    AddressRange wanted = range;
    return firing.rule().name().equals(rule.name())
        && (wanted == null
            || firing.facts().stream()
                .map(Outcome.MatchedFact::range)
                .anyMatch(about -> about != null && about.overlaps(wanted)));
  }

  private List<WhyNot.Condition> conditions(RuleInfo rule) {
    List<WhyNot.Condition> conditions = new ArrayList<>();
    for (int i = 0; i < rule.conditions().size(); i++) {
      RuleInfo.Condition condition = rule.conditions().get(i);
      conditions.add(
          new WhyNot.Condition(condition.quantifier(), condition.text(), probe.lines().get(i)));
    }
    return List.copyOf(conditions);
  }

  private WhyNot.@Nullable Furthest furthest() {
    Best found = best;
    if (found == null) {
      return null;
    }
    Trial trial = found.progress().trial();
    Object closest = trial.fact();
    return new WhyNot.Furthest(
        found.attempt(),
        found.progress().matched().stream().map(RuleInquest::facts).toList(),
        trial.candidates(),
        closest == null ? null : BootRecord.fact(closest, ""),
        trial.constraints().stream().map(RuleInquest::constraint).toList(),
        facts(trial.inTheWay()));
  }

  private static WhyNot.Constraint constraint(Trial.TriedConstraint tried) {
    return new WhyNot.Constraint(tried.text(), WhyNot.Truth.valueOf(tried.truth().name()));
  }

  private static List<Outcome.MatchedFact> facts(List<Object> facts) {
    return facts.stream().map(fact -> BootRecord.fact(fact, "")).toList();
  }
}
