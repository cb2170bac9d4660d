package memfate.boot;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import memfate.facts.Event;
import org.jspecify.annotations.Nullable;

/**
 * Looks at every order of events, depth first.
 *
 * <p>A state that was met before, on whatever way, is not followed again.
 */
final class StateSearch {
  /** So many states are lost at most when somebody interrupts. */
  private static final int KEPT_EVERY = 20_000;

  private final StateSteps steps;
  private final int limit;
  private final Map<Digest, Integer> known;
  private final StateGraph graph;
  private final int before;
  private final Runnable keep;
  private final Deque<Frame> stack = new ArrayDeque<>();
  private final Set<Integer> open = new HashSet<>();
  private final List<Witness.Step> path = new ArrayList<>();

  /** A state whose events are being tried: of those that do the same, the first. */
  private static final class Frame {
    final int node;
    final int depth;
    final BootState state;
    final List<@Nullable Transition> known;
    final Map<Digest, List<Integer>> alike = new LinkedHashMap<>();
    final Iterator<Map.Entry<Digest, List<Integer>>> left;

    Frame(int node, int depth, BootState state, List<@Nullable Transition> known) {
      this.node = node;
      this.depth = depth;
      this.state = state;
      this.known = known;
      for (int i = 0; i < state.enabled().size(); i++) {
        Digest event = state.digest(state.enabled().get(i));
        alike.computeIfAbsent(event, e -> new ArrayList<>(1)).add(i);
      }
      left = alike.entrySet().iterator();
    }
  }

  /**
   * Prepares a search.
   *
   * @param limit most new states
   * @param graph what is known already
   * @param known its states; new ones are added
   * @param keep keeps what is known so far
   */
  StateSearch(
      StateSteps steps, int limit, StateGraph graph, Map<Digest, Integer> known, Runnable keep) {
    this.keep = keep;
    this.steps = steps;
    this.limit = limit;
    this.graph = graph;
    this.known = known;
    this.before = graph.size();
  }

  /** Returns the states; {@link StateGraph#gap} says whether some are missing. */
  StateGraph search() {
    graph.root(arrive(steps.forced(steps.first(), path)));
    while (!stack.isEmpty()) {
      Frame frame = stack.peek();
      boolean full = graph.size() - before >= limit && frame.left.hasNext();
      if (full) {
        graph.incomplete("the limit of %d states is hit".formatted(limit));
      }
      if (full || !frame.left.hasNext()) {
        leave(stack.pop(), !full);
      } else {
        follow(frame);
      }
    }
    return graph;
  }

  private void follow(Frame frame) {
    Map.Entry<Digest, List<Integer>> same = frame.left.next();
    int place = same.getValue().get(0);
    path.subList(frame.depth, path.size()).clear();
    Event event = frame.state.enabled().get(place);
    BootState state =
        steps.forced(steps.after(frame.state, path, event, frame.known.get(place)), path);
    int length = path.size() - frame.depth;
    int ways = same.getValue().size();
    graph.node(frame.node).add(new StateGraph.Edge(same.getKey(), length, ways, arrive(state)));
  }

  /** Returns the number of a state. */
  private int arrive(BootState state) {
    Digest digest = state.digest();
    Integer met = known.get(digest);
    if (met != null) {
      if (open.contains(met)) {
        graph.incomplete("events go round in a circle");
      }
      return met;
    }
    int node = graph.add(state.size());
    known.put(digest, node);
    if (graph.size() % KEPT_EVERY == 0) {
      keep.run();
    }
    if (state.enabled().isEmpty()) {
      Ending ending = state.ending();
      if (!ending.isAnswer()) {
        graph.incomplete(ending.why());
      }
      graph.end(node, ending);
    } else {
      open.add(node);
      stack.push(new Frame(node, path.size(), state, steps.known(state)));
    }
    return node;
  }

  private void leave(Frame frame, boolean all) {
    open.remove(frame.node);
    graph.finish(frame.node, all);
  }
}
