package memfate.boot;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import memfate.facts.Event;
import memfate.facts.Ordering;
import memfate.facts.RankOrder;
import org.jspecify.annotations.Nullable;

/** The events that are still to happen, and what must come before what. */
final class EventQueue {

  /** What tells two events apart. */
  private record Key(String name, String subject) {
    static Key of(Event event) {
      return new Key(event.name(), event.subject());
    }
  }

  private final Map<Key, Event> pending = new HashMap<>();
  private final TreeSet<Event> byRank = new TreeSet<>(Comparator.comparing(Event::key));
  private final Map<Key, Set<Key>> predecessors = new HashMap<>();
  private final Set<RankOrder> bands = new LinkedHashSet<>();

  /** Adds an event; one that is pending already keeps the lower of both ranks. */
  void schedule(Event event) {
    Key key = Key.of(event);
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

  /** Makes bands of events wait, in every order but the usual one, which keeps to it anyway. */
  void order(RankOrder order) {
    bands.add(order);
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
      take(chosen);
    }
    return chosen;
  }

  /**
   * Returns the events of which any may be next, in the usual order; one that waits itself holds no
   * other back.
   */
  List<Event> enabled() {
    List<Event> free = new ArrayList<>();
    for (Event event : byRank) {
      if (!waits(event)) {
        free.add(event);
      }
    }
    List<Event> enabled =
        free.stream().filter(event -> free.stream().noneMatch(f -> holds(f, event))).toList();
    return enabled.isEmpty() && !byRank.isEmpty() ? List.of(byRank.first()) : enabled;
  }

  private boolean holds(Event first, Event then) {
    return !first.equals(then) && bands.stream().anyMatch(order -> order.holds(first, then));
  }

  /** Takes a pending event, whether or not something holds it back. */
  void take(Event chosen) {
    byRank.remove(chosen);
    pending.remove(Key.of(chosen));
  }

  private boolean waits(Event event) {
    Set<Key> before = predecessors.get(Key.of(event));
    return before != null && before.stream().anyMatch(pending::containsKey);
  }

  /** Tells all that decides what may happen later; the same for equal queues. */
  void describe(Consumer<String> lines) {
    byRank.forEach(event -> lines.accept(event.toString()));
    predecessors.entrySet().stream()
        .flatMap(e -> e.getValue().stream().map(first -> first + " before " + e.getKey()))
        .sorted()
        .forEach(lines);
    bands.stream().map(RankOrder::toString).sorted().forEach(lines);
  }
}
