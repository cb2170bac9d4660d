package memfate.boot;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** For each state and each ending: how many orders lead there, and the best of them. */
final class OrderTally {

  /**
   * The orders from a state to an ending.
   *
   * @param count how many
   * @param length events of the shortest
   * @param edge the first edge of the shortest, of equal ones the least by name; -1 at the ending
   */
  record Way(BigInteger count, int length, int edge) {}

  private static final Way ARRIVED = new Way(BigInteger.ONE, 0, -1);

  private final StateGraph graph;
  private final List<Map<Integer, Way>> ways;

  OrderTally(StateGraph graph) {
    this.graph = graph;
    this.ways = new ArrayList<>(Collections.nCopies(graph.size(), Map.of()));
    graph.finished().forEach(node -> ways.set(node, tally(graph.node(node))));
  }

  private Map<Integer, Way> tally(StateGraph.Node node) {
    if (node.ending() >= 0) {
      return Map.of(node.ending(), ARRIVED);
    }
    Map<Integer, Way> all = new TreeMap<>();
    for (int i = 0; i < node.edges().size(); i++) {
      StateGraph.Edge edge = node.edges().get(i);
      int place = i;
      ways.get(edge.target())
          .forEach(
              (ending, way) ->
                  all.merge(ending, over(edge, place, way), (a, b) -> both(node, a, b)));
    }
    return all;
  }

  private static Way over(StateGraph.Edge edge, int place, Way way) {
    return new Way(way.count(), edge.steps().size() + way.length(), place);
  }

  /** No two edges of a state begin with the same event: the first one decides which is less. */
  private static Way both(StateGraph.Node node, Way a, Way b) {
    boolean first =
        a.length() != b.length()
            ? a.length() < b.length()
            : name(node, a).compareTo(name(node, b)) < 0;
    Way better = first ? a : b;
    return new Way(a.count().add(b.count()), better.length(), better.edge());
  }

  private static String name(StateGraph.Node node, Way way) {
    return node.edges().get(way.edge()).steps().get(0).text();
  }

  /** Returns the orders from a state to each ending that it can reach. */
  Map<Integer, Way> from(int node) {
    return ways.get(node);
  }

  /** Returns the best order that ends there, from the first event on; null when none was met. */
  @Nullable List<Witness.Step> best(int ending) {
    Way way = ways.get(0).get(ending);
    if (way == null) {
      return null;
    }
    List<Witness.Step> steps = new ArrayList<>(graph.prefix());
    int node = 0;
    while (way != null && way.edge() >= 0) {
      StateGraph.Edge edge = graph.node(node).edges().get(way.edge());
      steps.addAll(edge.steps());
      node = edge.target();
      way = ways.get(node).get(ending);
    }
    return steps;
  }
}
