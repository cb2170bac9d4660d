package memfate.boot;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** For each state and each ending: how many orders lead there, and how long the shortest is. */
final class OrderTally {

  /**
   * The orders from a state to an ending.
   *
   * @param count how many
   * @param length events of the shortest
   */
  record Way(BigInteger count, int length) {

    private Way over(StateGraph.Edge edge) {
      return new Way(count.multiply(BigInteger.valueOf(edge.ways())), edge.length() + length);
    }

    private Way or(Way other) {
      return new Way(count.add(other.count), Math.min(length, other.length));
    }
  }

  private static final Way ARRIVED = new Way(BigInteger.ONE, 0);

  private final List<Map<Integer, Way>> ways;

  OrderTally(StateGraph graph) {
    this.ways = new ArrayList<>(Collections.nCopies(graph.size(), Map.of()));
    graph.finished().forEach(node -> ways.set(node, tally(graph.node(node))));
  }

  private Map<Integer, Way> tally(StateGraph.Node node) {
    if (node.ending() >= 0) {
      return Map.of(node.ending(), ARRIVED);
    }
    Map<Integer, Way> all = new TreeMap<>();
    for (StateGraph.Edge edge : node.edges()) {
      ways.get(edge.target()).forEach((ending, way) -> all.merge(ending, way.over(edge), Way::or));
    }
    return all;
  }

  /** Returns the orders from a state to each ending that it can reach. */
  Map<Integer, Way> from(int node) {
    return ways.get(node);
  }
}
