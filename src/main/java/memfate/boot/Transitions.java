package memfate.boot;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import memfate.facts.Event;
import org.jspecify.annotations.Nullable;

/**
 * What events did so far, to be used again: an event does the same in every state that has the same
 * of all that its rules look at.
 */
final class Transitions {

  /** What an event looked at: keys of facts, by number, and what else. */
  record Footprint(Set<Integer> keys, Set<StatePart> parts) {}

  private record Name(String event, String subject) {
    static Name of(Event event) {
      return new Name(event.name(), event.subject());
    }
  }

  private final Map<Name, Map<Footprint, Map<Digest, Transition>>> known = new HashMap<>();

  /** Returns what an event does in a state; null when nobody knows. */
  @Nullable Transition find(StateView state, Event event) {
    Map<Footprint, Map<Digest, Transition>> footprints =
        known.getOrDefault(Name.of(event), Map.of());
    for (Map.Entry<Footprint, Map<Digest, Transition>> one : footprints.entrySet()) {
      Transition found = one.getValue().get(state.digest(one.getKey()));
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  void add(StateView state, Event event, Footprint footprint, Transition transition) {
    known
        .computeIfAbsent(Name.of(event), name -> new HashMap<>())
        .computeIfAbsent(footprint, f -> new HashMap<>())
        .put(state.digest(footprint), transition);
  }
}
