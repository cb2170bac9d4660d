package memfate.diff;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import memfate.boot.Outcome;
import memfate.boot.Outcome.EventTrace;
import memfate.boot.Outcome.Firing;
import memfate.boot.Outcome.RangeFate;
import memfate.diff.Parting.By;
import memfate.diff.Parting.Step;
import memfate.iomem.AddressRange;
import org.jspecify.annotations.Nullable;

/**
 * Finds where two boots part about a range: at the first decision that differs, or before that, if
 * the boots were traced, at the first event at which only one of them does something of its own.
 *
 * <p>At an event where both have rules of their own they do the same thing in two ways, as where
 * two kernel generations keep Soft Reserved ranges in different trees. Checks decide nothing, and
 * numbers in names depend on timing: neither counts.
 */
final class PartingFinder {
  private static final Pattern NUMBER_IN_NAME = Pattern.compile("([a-z_.])\\d+(\\.\\d+)*");
  private static final String CHECKS = "rules/checks/";

  private final Outcome left;
  private final Outcome right;

  PartingFinder(Outcome left, Outcome right) {
    this.left = left;
    this.right = right;
  }

  /** A rule that fired about a range, and when. */
  private record Fired(int sequence, Step step) {
    String event() {
      return NUMBER_IN_NAME.matcher(step.event()).replaceAll("$1N");
    }
  }

  /**
   * Returns the rules about a range that fired on one side only, each with the event at which it
   * first did, in order; nothing when the boots were not traced.
   */
  Parting.OneSided oneSided(AddressRange range) {
    Map<String, Fired> before = fired(left, range);
    Map<String, Fired> after = fired(right, range);
    return new Parting.OneSided(
        without(before, after).stream().map(Fired::step).toList(),
        without(after, before).stream().map(Fired::step).toList());
  }

  /** Returns the parting of two fates; null when nothing differs that anybody recorded. */
  @Nullable Parting find(
      AddressRange range, @Nullable RangeFate before, @Nullable RangeFate after) {
    Parting decided = decided(decisions(before), decisions(after));
    Map<String, Fired> firedLeft = fired(left, range);
    Map<String, Fired> firedRight = fired(right, range);
    List<Fired> onlyLeft = without(firedLeft, firedRight);
    List<Fired> onlyRight = without(firedRight, firedLeft);
    Fired first = earlier(alone(onlyLeft, onlyRight), alone(onlyRight, onlyLeft));
    if (first == null || (decided != null && sequence(decided) <= first.sequence())) {
      return decided;
    }
    return onlyLeft.contains(first)
        ? new Parting(By.EVENT, first.step(), null)
        : new Parting(By.EVENT, null, first.step());
  }

  private static List<Step> decisions(@Nullable RangeFate fate) {
    return fate == null
        ? List.of()
        : fate.decisions().stream()
            .map(decision -> new Step(decision.event(), decision.decision(), decision.rule()))
            .toList();
  }

  private static @Nullable Parting decided(List<Step> before, List<Step> after) {
    int common = Math.min(before.size(), after.size());
    int at = 0;
    while (at < common
        && before.get(at).event().equals(after.get(at).event())
        && before.get(at).text().equals(after.get(at).text())) {
      at++;
    }
    if (at == before.size() && at == after.size()) {
      return null;
    }
    return new Parting(
        By.DECISION,
        at < before.size() ? before.get(at) : null,
        at < after.size() ? after.get(at) : null);
  }

  /** The rules that fired about a range, by name, each at its first time. */
  private static Map<String, Fired> fired(Outcome outcome, AddressRange range) {
    Map<String, Fired> fired = new LinkedHashMap<>();
    for (EventTrace event : outcome.trace()) {
      for (Firing firing : event.firings()) {
        if (!firing.rule().file().startsWith(CHECKS) && isAbout(firing, range)) {
          Step step = new Step(event.event(), firing.rule().name(), firing.rule());
          fired.putIfAbsent(firing.rule().name(), new Fired(event.sequence(), step));
        }
      }
    }
    return fired;
  }

  private static boolean isAbout(Firing firing, AddressRange range) {
    return firing.facts().stream()
        .anyMatch(
            fact -> {
              AddressRange about = fact.range();
              return about != null && about.overlaps(range);
            });
  }

  private static List<Fired> without(Map<String, Fired> fired, Map<String, Fired> others) {
    return fired.entrySet().stream()
        .filter(entry -> !others.containsKey(entry.getKey()))
        .map(Map.Entry::getValue)
        .toList();
  }

  /** The first of these at an event where the other side has nothing of its own. */
  private static @Nullable Fired alone(List<Fired> these, List<Fired> others) {
    Set<String> events =
        others.stream().map(Fired::event).collect(Collectors.toCollection(HashSet::new));
    return these.stream().filter(fired -> !events.contains(fired.event())).findFirst().orElse(null);
  }

  private static @Nullable Fired earlier(@Nullable Fired a, @Nullable Fired b) {
    if (a == null || b == null) {
      return a == null ? b : a;
    }
    return a.sequence() <= b.sequence() ? a : b;
  }

  /** When the first of the two decisions is taken. */
  private int sequence(Parting decided) {
    return Math.min(sequence(left, decided.left()), sequence(right, decided.right()));
  }

  private static int sequence(Outcome outcome, @Nullable Step decision) {
    return decision == null
        ? Integer.MAX_VALUE
        : outcome.trace().stream()
            .filter(event -> (event.event() + " ").startsWith(decision.event() + " "))
            .mapToInt(EventTrace::sequence)
            .findFirst()
            .orElse(0);
  }
}
