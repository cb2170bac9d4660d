package memfate.boot;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The states that a search met, and what leads from one to another.
 *
 * <p>A state is one in which several events may happen, or the end of a boot: what has no
 * alternative belongs to the edge that leads there.
 */
final class StateGraph {

  /**
   * What leads from a state to the next.
   *
   * @param event what tells the event that was chosen from the others of the state
   * @param length how many events: that one, and those that had to follow
   * @param ways how many events of the state do the same, each with another device
   */
  record Edge(Digest event, int length, int ways, int target) {}

  /** A state. */
  static final class Node {
    private final BigInteger size;
    private final Map<Digest, Edge> edges = new LinkedHashMap<>();
    private int ending = -1;
    private boolean complete;

    Node(BigInteger size) {
      this.size = size;
    }

    /** Returns for how many states it stands. */
    BigInteger size() {
      return size;
    }

    /** Returns whether all that follows it was looked at. */
    boolean isComplete() {
      return complete;
    }

    void add(Edge edge) {
      edges.put(edge.event(), edge);
    }

    /** Returns what may happen, in the usual order. */
    Collection<Edge> edges() {
      return edges.values();
    }

    /** Returns what begins with an event; null when nobody looked at it. */
    @Nullable Edge edge(Digest event) {
      return edges.get(event);
    }

    /** Returns the number of the ending, -1 when the boot goes on. */
    int ending() {
      return ending;
    }
  }

  private final List<Node> nodes = new ArrayList<>();
  private final List<Integer> finished = new ArrayList<>();
  private final Map<Ending, Integer> endings = new LinkedHashMap<>();
  private String gap = "";
  private int root;

  /**
   * Adds a state.
   *
   * @param size for how many it stands that differ only in which of like devices is which
   * @return its number
   */
  int add(BigInteger size) {
    nodes.add(new Node(size));
    return nodes.size() - 1;
  }

  Node node(int number) {
    return nodes.get(number);
  }

  /** Returns the number of states. */
  int size() {
    return nodes.size();
  }

  /** Returns how many events lead from a state to another, in all states that they stand for. */
  BigInteger events() {
    BigInteger sum = BigInteger.ZERO;
    for (Node node : nodes) {
      long own = node.edges().stream().mapToLong(e -> (long) e.ways() * e.length()).sum();
      sum = sum.add(node.size.multiply(BigInteger.valueOf(own)));
    }
    return sum;
  }

  /** Returns for how many states they stand. */
  BigInteger all() {
    return nodes.stream().map(node -> node.size).reduce(BigInteger.ZERO, BigInteger::add);
  }

  /** The boot is over in a state. */
  void end(int number, Ending ending) {
    nodes.get(number).ending = number(ending);
    finish(number, true);
  }

  /**
   * No more will be known of what follows a state.
   *
   * @param all whether each of its events was looked at
   */
  void finish(int number, boolean all) {
    Node node = nodes.get(number);
    node.complete =
        all && node.edges().stream().allMatch(edge -> nodes.get(edge.target()).complete);
    finished.add(number);
  }

  /** Returns the number of the state at the first choice. */
  int root() {
    return root;
  }

  void root(int number) {
    root = number;
  }

  /** Returns the states in an order in which each comes behind all that follow it. */
  List<Integer> finished() {
    return finished;
  }

  /** Returns what the orders end with; the number of one is its place. */
  List<Ending> endings() {
    return List.copyOf(endings.keySet());
  }

  /** Returns the number of an ending; one that is new gets the next. */
  int number(Ending ending) {
    return endings.computeIfAbsent(ending, e -> endings.size());
  }

  /** Returns why some orders were not looked at, empty when all were. */
  String gap() {
    return gap;
  }

  /** Some orders were not looked at; the first reason stays. */
  void incomplete(String why) {
    gap = gap.isEmpty() ? why : gap;
  }
}
