package memfate.boot;

import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import memfate.facts.Event;
import memfate.facts.Ordering;
import org.jspecify.annotations.Nullable;

/** The events that are still to happen, and what must come before what. */
final class EventQueue {

  /** What tells two events apart. */
  private record Key(String name, String subject) {}

  private final Map<Key, Event> pending = new HashMap<>();
  private final TreeSet<Event> byRank = new TreeSet<>(Comparator.comparing(Event::key));
  private final Map<Key, Set<Key>> predecessors = new HashMap<>();

  /** Adds an event; one that is pending already keeps the lower of both ranks. */
  void schedule(Event event) {
    Key key = new Key(event.name(), event.subject());
    Event known = pending.get(key);
    if (known != null) {
      if (known.rank() <= event.rank()) {
        return;
      }
      byRank.remove(known);
    }
    pending.put(key, event);
    byRank.add(event);
  }

  /** Makes an event wait while another is pending. */
  void order(Ordering ordering) {
    predecessors
        .computeIfAbsent(new Key(ordering.then(), ordering.thenSubject()), then -> new HashSet<>())
        .add(new Key(ordering.first(), ordering.firstSubject()));
  }

  /**
   * Takes the first event that nothing holds back; null when none is left.
   *
   * <p>Events that wait for each other in a circle are taken by rank alone: a boot goes on.
   */
  @Nullable Event next() {
    Event chosen = null;
    for (Event event : byRank) {
      if (!waits(event)) {
        chosen = event;
        break;
      }
    }
    if (chosen == null && !byRank.isEmpty()) {
      chosen = byRank.first();
    }
    if (chosen != null) {
      byRank.remove(chosen);
      pending.remove(new Key(chosen.name(), chosen.subject()));
    }
    return chosen;
  }

  private boolean waits(Event event) {
    Set<Key> before = predecessors.get(new Key(event.name(), event.subject()));
    return before != null && before.stream().anyMatch(pending::containsKey);
  }
}
