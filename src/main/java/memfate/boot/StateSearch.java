package memfate.boot;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import memfate.facts.Event;
import org.jspecify.annotations.Nullable;

/**
 * Looks at every order of events, depth first.
 *
 * <p>A session cannot be copied: the first event of a state goes on in the session that is there,
 * and each other one replays the events that led to the state. A state that was met before, on
 * whatever way, is not followed again.
 */
final class StateSearch {
  private final LiveBoot.Start start;
  private final int limit;
  private final StateDigest digests = new StateDigest();
  private final Map<StateDigest.Digest, Integer> known = new HashMap<>();
  private final StateGraph graph = new StateGraph();
  private final Deque<Frame> stack = new ArrayDeque<>();
  private final Set<Integer> open = new HashSet<>();
  private final List<Witness.Step> path = new ArrayList<>();

  /** A state whose events are being tried. */
  private static final class Frame {
    final int node;
    final int depth;
    final List<Event> enabled;
    @Nullable LiveBoot live;
    int next;

    Frame(int node, int depth, LiveBoot live) {
      this.node = node;
      this.depth = depth;
      this.live = live;
      this.enabled = live.enabled();
    }
  }

  /**
   * Prepares a search.
   *
   * @param limit most states
   */
  StateSearch(LiveBoot.Start start, int limit) {
    this.start = start;
    this.limit = limit;
  }

  /** Returns the states; {@link StateGraph#gap} says whether some are missing. */
  StateGraph search() {
    LiveBoot boot = start.begin();
    boot.takeForced(path);
    graph.prefix(path);
    arrive(boot);
    while (!stack.isEmpty()) {
      Frame frame = stack.peek();
      boolean full = graph.size() >= limit && frame.next < frame.enabled.size();
      if (full) {
        graph.incomplete("the limit of %d states is hit".formatted(limit));
      }
      if (full || frame.next == frame.enabled.size()) {
        leave(stack.pop());
      } else {
        follow(frame);
      }
    }
    return graph;
  }

  private void follow(Frame frame) {
    Event event = frame.enabled.get(frame.next++);
    path.subList(frame.depth, path.size()).clear();
    LiveBoot live = frame.live;
    frame.live = null;
    LiveBoot boot = live == null ? start.replay(path) : live;
    path.add(Witness.Step.of(event));
    boot.take(event);
    boot.takeForced(path);
    List<Witness.Step> steps = List.copyOf(path.subList(frame.depth, path.size()));
    graph.node(frame.node).edges().add(new StateGraph.Edge(steps, arrive(boot)));
  }

  /** Returns the number of the state that a boot is in. */
  private int arrive(LiveBoot boot) {
    StateDigest.Digest digest = boot.digest(digests);
    Integer met = known.get(digest);
    if (met != null) {
      boot.close();
      if (open.contains(met)) {
        graph.incomplete("events go round in a circle");
      }
      return met;
    }
    int node = graph.add();
    known.put(digest, node);
    if (boot.enabled().isEmpty()) {
      Ending ending = boot.ending();
      if (!ending.isAnswer()) {
        graph.incomplete(ending.why());
      }
      graph.end(node, ending);
      boot.close();
    } else {
      open.add(node);
      stack.push(new Frame(node, path.size(), boot));
    }
    return node;
  }

  private void leave(Frame frame) {
    LiveBoot live = frame.live;
    if (live != null) {
      live.close();
    }
    open.remove(frame.node);
    graph.finish(frame.node);
  }
}
