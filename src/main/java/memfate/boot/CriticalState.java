package memfate.boot;

import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Finds the state in which the fate of the usual order is decided: behind each of its events that
 * fate is either certain or out of reach. It is sought along the usual order, as far as that leaves
 * the fate open.
 */
final class CriticalState {
  /** The first outcome is that of the usual order: the search meets it first. */
  private static final int USUAL = 0;

  private final GraphWalk walk;
  private final OrderTally tally;
  private final IntUnaryOperator outcome;

  /**
   * Prepares a search.
   *
   * @param outcome the outcome that an ending counts as, by the numbers of both
   */
  CriticalState(GraphWalk walk, OrderTally tally, IntUnaryOperator outcome) {
    this.walk = walk;
    this.tally = tally;
    this.outcome = outcome;
  }

  /** Returns the pair; null when the fate is the same in every order. */
  Exploration.@Nullable CriticalPair find() {
    if (outcomes(walk.node()).size() < 2) {
      return null;
    }
    GraphWalk.Choice open = open();
    while (open != null) {
      walk.take(open);
      open = open();
    }
    return pair();
  }

  private GraphWalk.@Nullable Choice open() {
    for (GraphWalk.Choice choice : walk.choices()) {
      Set<Integer> outcomes = outcomes(choice.edge().target());
      if (outcomes.size() > 1 && outcomes.contains(USUAL)) {
        return choice;
      }
    }
    return null;
  }

  private Exploration.@Nullable CriticalPair pair() {
    GraphWalk.Choice keeps = null;
    GraphWalk.Choice loses = null;
    for (GraphWalk.Choice choice : walk.choices()) {
      Set<Integer> outcomes = outcomes(choice.edge().target());
      if (keeps == null && outcomes.contains(USUAL)) {
        keeps = choice;
      } else if (loses == null && !outcomes.contains(USUAL) && !outcomes.isEmpty()) {
        loses = choice;
      }
    }
    return keeps == null || loses == null
        ? null
        : new Exploration.CriticalPair(
            walk.path(), Witness.Step.of(keeps.event()), Witness.Step.of(loses.event()));
  }

  private Set<Integer> outcomes(int node) {
    Set<Integer> outcomes = new TreeSet<>();
    tally.from(node).keySet().forEach(ending -> outcomes.add(outcome.applyAsInt(ending)));
    return outcomes;
  }
}
