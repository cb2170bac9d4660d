package memfate.boot;

import java.util.ArrayList;
import java.util.List;
import memfate.facts.Event;

/** A way through the states that a search met, with the events by their names. */
final class GraphWalk {

  /** An event that may be next, and what it leads to. */
  record Choice(Event event, StateGraph.Edge edge) {}

  private final StateGraph graph;
  private final StateSteps steps;
  private final List<Witness.Step> path = new ArrayList<>();
  private BootState state;
  private int node;

  /** Begins at the first choice. */
  GraphWalk(StateGraph graph, StateSteps steps) {
    this.graph = graph;
    this.steps = steps;
    this.state = steps.forced(steps.first(), path);
    this.node = graph.root();
  }

  /** Returns the number of the state that it is in. */
  int node() {
    return node;
  }

  /** Returns the events so far. */
  List<Witness.Step> path() {
    return List.copyOf(path);
  }

  /** Returns what may be next and was looked at, in the usual order. */
  List<Choice> choices() {
    List<Choice> choices = new ArrayList<>();
    for (Event event : state.enabled()) {
      StateGraph.Edge edge = graph.node(node).edge(state.digest(event));
      if (edge != null) {
        choices.add(new Choice(event, edge));
      }
    }
    return choices;
  }

  void take(Choice choice) {
    state = steps.forced(steps.after(state, path, choice.event()), path);
    node = choice.edge().target();
  }

  /**
   * Goes to an ending by the shortest way: of several the least by name.
   *
   * @return the events, from the first on
   */
  List<Witness.Step> to(int ending, OrderTally tally) {
    OrderTally.Way left = tally.from(node).get(ending);
    while (left != null && left.length() > 0) {
      Choice best = null;
      for (Choice choice : choices()) {
        OrderTally.Way way = tally.from(choice.edge().target()).get(ending);
        boolean shortest = way != null && way.length() + choice.edge().length() == left.length();
        if (shortest && (best == null || name(choice).compareTo(name(best)) < 0)) {
          best = choice;
        }
      }
      if (best == null) {
        throw new IllegalStateException("no event leads on to ending " + ending);
      }
      take(best);
      left = tally.from(node).get(ending);
    }
    return path();
  }

  private static String name(Choice choice) {
    return Witness.Step.of(choice.event()).text();
  }
}
