package memfate.boot;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The states that a search met, and what leads from one to another.
 *
 * <p>A state is one in which several events may happen, or the end of a boot: what has no
 * alternative belongs to the edge that leads there.
 */
final class StateGraph {

  /**
   * What leads from a state to the next: the event that was chosen, and those that had to follow.
   */
  record Edge(List<Witness.Step> steps, int target) {}

  /** A state. */
  static final class Node {
    private final List<Edge> edges = new ArrayList<>();
    private int ending = -1;

    /** Returns what may happen, in the usual order. */
    List<Edge> edges() {
      return edges;
    }

    /** Returns the number of the ending, -1 when the boot goes on. */
    int ending() {
      return ending;
    }
  }

  private final List<Node> nodes = new ArrayList<>();
  private final List<Integer> finished = new ArrayList<>();
  private final Map<Ending, Integer> endings = new LinkedHashMap<>();
  private List<Witness.Step> prefix = List.of();
  private String gap = "";

  /** Adds a state and returns its number; the first is 0. */
  int add() {
    nodes.add(new Node());
    return nodes.size() - 1;
  }

  Node node(int number) {
    return nodes.get(number);
  }

  /** Returns the number of states. */
  int size() {
    return nodes.size();
  }

  /** The boot is over in a state. */
  void end(int number, Ending ending) {
    nodes.get(number).ending = number(ending);
    finish(number);
  }

  /** All that follows a state is known, or as much as there will be. */
  void finish(int number) {
    finished.add(number);
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

  /** Returns what happens before the first choice. */
  List<Witness.Step> prefix() {
    return prefix;
  }

  void prefix(List<Witness.Step> steps) {
    prefix = List.copyOf(steps);
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
