package memfate.boot;

import java.util.ArrayList;
import java.util.List;
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

  private final StateGraph graph;
  private final OrderTally tally;
  private final IntUnaryOperator outcome;

  /**
   * Prepares a search.
   *
   * @param outcome the outcome that an ending counts as, by the numbers of both
   */
  CriticalState(StateGraph graph, OrderTally tally, IntUnaryOperator outcome) {
    this.graph = graph;
    this.tally = tally;
    this.outcome = outcome;
  }

  /** Returns the pair; null when the fate is the same in every order. */
  Exploration.@Nullable CriticalPair find() {
    if (outcomes(0).size() < 2) {
      return null;
    }
    List<Witness.Step> before = new ArrayList<>(graph.prefix());
    int node = 0;
    StateGraph.Edge open = openEdge(node);
    while (open != null) {
      before.addAll(open.steps());
      node = open.target();
      open = openEdge(node);
    }
    return pair(node, before);
  }

  private StateGraph.@Nullable Edge openEdge(int node) {
    for (StateGraph.Edge edge : graph.node(node).edges()) {
      Set<Integer> outcomes = outcomes(edge.target());
      if (outcomes.size() > 1 && outcomes.contains(USUAL)) {
        return edge;
      }
    }
    return null;
  }

  private Exploration.@Nullable CriticalPair pair(int node, List<Witness.Step> before) {
    StateGraph.Edge keeps = null;
    StateGraph.Edge loses = null;
    for (StateGraph.Edge edge : graph.node(node).edges()) {
      Set<Integer> outcomes = outcomes(edge.target());
      if (keeps == null && outcomes.contains(USUAL)) {
        keeps = edge;
      } else if (loses == null && !outcomes.contains(USUAL) && !outcomes.isEmpty()) {
        loses = edge;
      }
    }
    return keeps == null || loses == null
        ? null
        : new Exploration.CriticalPair(
            List.copyOf(before), keeps.steps().get(0), loses.steps().get(0));
  }

  private Set<Integer> outcomes(int node) {
    Set<Integer> outcomes = new TreeSet<>();
    tally.from(node).keySet().forEach(ending -> outcomes.add(outcome.applyAsInt(ending)));
    return outcomes;
  }
}
