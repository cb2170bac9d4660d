package memfate.boot;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import memfate.facts.Effect;

/**
 * What an event does to a state.
 *
 * @param added numbers of the facts that come
 * @param removed numbers of the facts that go
 * @param parts what it looked at or changed besides, as it is behind the event
 * @param effects what the trees, the numbers and the queue are asked for
 * @param decisions what it decides
 * @param arbiter as it is behind the event; it counts when decisions were taken
 * @param standing how the boot stands behind it
 */
record Transition(
    List<Integer> added,
    List<Integer> removed,
    Map<StatePart, Digest> parts,
    List<Effect> effects,
    List<BootRecord.UnitDecision> decisions,
    Arbiter arbiter,
    BootState.Standing standing) {

  Map<StatePart, Digest> over(Map<StatePart, Digest> before) {
    if (parts.isEmpty()) {
      return before;
    }
    Map<StatePart, Digest> all = new EnumMap<>(before);
    all.putAll(parts);
    return all;
  }
}
