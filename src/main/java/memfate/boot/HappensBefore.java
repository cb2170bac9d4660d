package memfate.boot;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import memfate.facts.Event;
import memfate.facts.Ordering;
import memfate.facts.RankOrder;

/** What must come before what. */
final class HappensBefore {

  /** What tells two events apart. */
  record Key(String name, String subject) {
    static Key of(Event event) {
      return new Key(event.name(), event.subject());
    }
  }

  private final Map<Key, Set<Key>> predecessors = new HashMap<>();
  private final Set<RankOrder> bands = new LinkedHashSet<>();

  HappensBefore copy() {
    HappensBefore copy = new HappensBefore();
    predecessors.forEach((then, first) -> copy.predecessors.put(then, new HashSet<>(first)));
    copy.bands.addAll(bands);
    return copy;
  }

  boolean has(Ordering ordering) {
    Set<Key> first = predecessors.get(then(ordering));
    return first != null && first.contains(first(ordering));
  }

  void add(Ordering ordering) {
    predecessors.computeIfAbsent(then(ordering), then -> new HashSet<>()).add(first(ordering));
  }

  private static Key then(Ordering ordering) {
    return new Key(ordering.then(), ordering.thenSubject());
  }

  private static Key first(Ordering ordering) {
    return new Key(ordering.first(), ordering.firstSubject());
  }

  boolean has(RankOrder order) {
    return bands.contains(order);
  }

  void add(RankOrder order) {
    bands.add(order);
  }

  /** Returns whether an event has to wait for one of those that are pending. */
  boolean waits(Key event, Set<Key> pending) {
    Set<Key> before = predecessors.get(event);
    return before != null && before.stream().anyMatch(pending::contains);
  }

  /** Returns those of some events, in the usual order, that wait for none of the others. */
  List<Event> first(List<Event> events) {
    List<Event> first = new ArrayList<>();
    for (int then = 0; then < events.size(); then++) {
      boolean held = false;
      for (int other = 0; other < events.size() && !held; other++) {
        held = other != then && holds(events.get(other), events.get(then), other < then);
      }
      if (!held) {
        first.add(events.get(then));
      }
    }
    return first;
  }

  private boolean holds(Event first, Event then, boolean earlier) {
    for (RankOrder order : bands) {
      if (spans(order, first, then) && (earlier || !isOneBand(order))) {
        return true;
      }
    }
    return false;
  }

  private static boolean spans(RankOrder order, Event first, Event then) {
    return order.from() <= first.rank()
        && first.rank() < order.to()
        && order.thenFrom() <= then.rank()
        && then.rank() < order.thenTo();
  }

  /** The events of one band go by rank. */
  private static boolean isOneBand(RankOrder order) {
    return order.from() == order.thenFrom() && order.to() == order.thenTo();
  }
}
