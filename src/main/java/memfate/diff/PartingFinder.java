package memfate.diff;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import memfate.boot.Outcome;
import memfate.boot.Outcome.Change;
import memfate.boot.Outcome.EventTrace;
import memfate.boot.Outcome.RangeFate;
import memfate.diff.Parting.By;
import memfate.diff.Parting.Step;
import memfate.iomem.AddressRange;
import org.jspecify.annotations.Nullable;

/**
 * Finds where two boots part about a range: at the first decision that differs, else, if the boots
 * were traced, at the first change of a resource tree.
 *
 * <p>Which tree a resource goes to does not count: a Soft Reserved range that has a tree of its own
 * would else be the answer for every range of two kernel generations. Numbers in names depend on
 * timing and do not count either.
 */
final class PartingFinder {
  private static final Pattern NUMBER_IN_NAME = Pattern.compile("([a-z_.])\\d+(\\.\\d+)*");
  private static final String DECISION = "decision: ";
  private static final String SCHEDULED = "next: ";

  private final Outcome left;
  private final Outcome right;

  PartingFinder(Outcome left, Outcome right) {
    this.left = left;
    this.right = right;
  }

  /** Returns the parting of two fates; null when nothing differs that anybody recorded. */
  @Nullable Parting find(
      AddressRange range, @Nullable RangeFate before, @Nullable RangeFate after) {
    Parting decided =
        first(By.DECISION, decisions(before), decisions(after), s -> s.event() + " " + s.text());
    return decided != null
        ? decided
        : first(By.EVENT, changes(left, range), changes(right, range), s -> plain(s.text()));
  }

  private static List<Step> decisions(@Nullable RangeFate fate) {
    return fate == null
        ? List.of()
        : fate.decisions().stream()
            .map(decision -> new Step(decision.event(), decision.decision(), decision.rule()))
            .toList();
  }

  private static List<Step> changes(Outcome outcome, AddressRange range) {
    List<Step> steps = new ArrayList<>();
    for (EventTrace event : outcome.trace()) {
      for (Change change : event.changes()) {
        AddressRange about = change.range();
        if (about != null && about.overlaps(range) && isOfATree(change.text())) {
          steps.add(new Step(event.event(), change.text(), null));
        }
      }
    }
    return steps;
  }

  private static boolean isOfATree(String change) {
    return !change.startsWith(DECISION) && !change.startsWith(SCHEDULED);
  }

  /** {@code iomem: 1000-1fff : region0} without the tree and the number. */
  private static String plain(String change) {
    String resource = change.substring(change.indexOf(": ") + 2);
    int name = Math.max(0, resource.indexOf(" : "));
    return resource.substring(0, name)
        + NUMBER_IN_NAME.matcher(resource.substring(name)).replaceAll("$1N");
  }

  private static @Nullable Parting first(
      By by, List<Step> before, List<Step> after, Function<Step, String> key) {
    int common = Math.min(before.size(), after.size());
    int at = 0;
    while (at < common && key.apply(before.get(at)).equals(key.apply(after.get(at)))) {
      at++;
    }
    if (at == before.size() && at == after.size()) {
      return null;
    }
    return new Parting(
        by, at < before.size() ? before.get(at) : null, at < after.size() ? after.get(at) : null);
  }
}
