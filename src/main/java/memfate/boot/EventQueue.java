package memfate.boot;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import memfate.facts.Event;
import memfate.facts.Ordering;
import memfate.facts.RankOrder;
import org.jspecify.annotations.Nullable;

/** The events that are still to happen, and what must come before what. */
final class EventQueue {

  private final Map<HappensBefore.Key, Event> pending = new HashMap<>();
  private final TreeSet<Event> byRank = new TreeSet<>(Comparator.comparing(Event::key));
  private HappensBefore relation = new HappensBefore();
  private boolean shared;

  /** Returns a queue that goes its own way from here. */
  EventQueue copy() {
    EventQueue copy = new EventQueue();
    copy.pending.putAll(pending);
    copy.byRank.addAll(byRank);
    copy.relation = relation;
    copy.shared = true;
    shared = true;
    return copy;
  }

  /** Adds an event; one that is pending already keeps the lower of both ranks. */
  void schedule(Event event) {
    HappensBefore.Key key = HappensBefore.Key.of(event);
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

  /** Makes an event wait while another is pending; returns whether it did not yet. */
  boolean order(Ordering ordering) {
    boolean isNew = !relation.has(ordering);
    if (isNew) {
      own().add(ordering);
    }
    return isNew;
  }

  /**
   * Makes bands of events wait, in every order but the usual one, which keeps to it anyway.
   *
   * @return whether they did not yet
   */
  boolean order(RankOrder order) {
    boolean isNew = !relation.has(order);
    if (isNew) {
      own().add(order);
    }
    return isNew;
  }

  private HappensBefore own() {
    if (shared) {
      relation = relation.copy();
      shared = false;
    }
    return relation;
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
    List<Event> enabled = relation.first(free);
    return enabled.isEmpty() && !byRank.isEmpty() ? List.of(byRank.first()) : enabled;
  }

  /** Takes a pending event, whether or not something holds it back. */
  void take(Event chosen) {
    byRank.remove(chosen);
    pending.remove(HappensBefore.Key.of(chosen));
  }

  private boolean waits(Event event) {
    return relation.waits(HappensBefore.Key.of(event), pending.keySet());
  }

  /** Returns the pending events, in the usual order. */
  Collection<Event> pending() {
    return byRank;
  }
}
