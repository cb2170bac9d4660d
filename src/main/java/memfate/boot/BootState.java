package memfate.boot;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import memfate.engine.Facts;
import memfate.facts.Effect;
import memfate.facts.Event;
import memfate.facts.Ordering;
import memfate.facts.RankOrder;
import memfate.iomem.AddressRange;

/**
 * A boot at rest, between two events: all that decides how it goes on and what it ends with.
 * Immutable.
 */
final class BootState {

  /**
   * How a boot stands.
   *
   * @param over whether it ended before its events did
   * @param why what went wrong, empty when it has an answer
   */
  record Standing(Outcome.Status status, boolean over, String why) {}

  private final FactTable table;
  private final BitSet facts;
  private final Likeness likeness;
  private final Map<StatePart, Digest> parts;
  private final EventQueue queue;
  private final History history;
  private final List<BootRecord.UnitDecision> decisions;
  private final Arbiter arbiter;
  private final Standing standing;
  private final List<Event> enabled;

  BootState(
      FactTable table,
      BitSet facts,
      Likeness likeness,
      Map<StatePart, Digest> parts,
      EventQueue queue,
      History history,
      List<BootRecord.UnitDecision> decisions,
      Arbiter arbiter,
      Standing standing) {
    this.table = table;
    this.facts = facts;
    this.likeness = likeness;
    this.parts = parts;
    this.queue = queue;
    this.history = history;
    this.decisions = decisions;
    this.arbiter = arbiter;
    this.standing = standing;
    this.enabled = standing.over() ? List.of() : List.copyOf(queue.enabled());
  }

  /** Returns the state behind an event. */
  BootState after(Event event, Transition transition) {
    BitSet then = (BitSet) facts.clone();
    Likeness looks = likeness;
    for (int number : transition.removed()) {
      looks = then.get(number) ? looks.minus(table.entry(number).looks()) : looks;
      then.clear(number);
    }
    for (int number : transition.added()) {
      looks = then.get(number) ? looks : looks.plus(table.entry(number).looks());
      then.set(number);
    }
    EventQueue pending = queue.copy();
    pending.take(event);
    for (Effect effect : transition.effects()) {
      looks = enqueue(pending, effect) ? looks.plus(table.looks(effect)) : looks;
    }
    List<BootRecord.UnitDecision> all = decisions;
    if (!transition.decisions().isEmpty()) {
      all = new ArrayList<>(decisions);
      all.addAll(transition.decisions());
    }
    return new BootState(
        table,
        then,
        looks,
        transition.over(parts),
        pending,
        history.then(transition.effects()),
        all,
        transition.parts().containsKey(StatePart.DECISIONS) ? transition.arbiter() : arbiter,
        transition.standing());
  }

  /** Returns whether something that comes before something else is new. */
  private static boolean enqueue(EventQueue queue, Effect effect) {
    if (effect instanceof Event event) {
      queue.schedule(event);
      return false;
    }
    if (effect instanceof Ordering ordering) {
      return queue.order(ordering);
    }
    return effect instanceof RankOrder order && queue.order(order);
  }

  /** Returns what may happen next, in the usual order; nothing when the boot is over. */
  List<Event> enabled() {
    return enabled;
  }

  /** Returns the numbers of its facts. */
  BitSet numbers() {
    return facts;
  }

  /** Returns its facts. */
  List<Object> facts() {
    List<Object> all = new ArrayList<>(facts.cardinality());
    facts.stream().forEach(number -> all.add(table.entry(number).fact()));
    return all;
  }

  EventQueue queue() {
    return queue;
  }

  History history() {
    return history;
  }

  Arbiter arbiter() {
    return arbiter;
  }

  Standing standing() {
    return standing;
  }

  List<BootRecord.UnitDecision> decisions() {
    return decisions;
  }

  Digest part(StatePart part) {
    return parts.getOrDefault(part, Digest.NOTHING);
  }

  /**
   * Returns the same for states that have the same facts, trees, pending events and decisions, once
   * devices that do the same have changed places.
   */
  Digest digest() {
    Digest all = whole().digest(table.symmetry().classes()).plus(table.looks(standing).digest());
    for (Map.Entry<StatePart, Digest> part : parts.entrySet()) {
      all = all.plus(part.getValue().mixed(part.getKey().salt()));
    }
    Map<AddressRange, Integer> places = new HashMap<>();
    for (BootRecord.UnitDecision decision : decisions) {
      int place = places.merge(decision.unit(), 1, Integer::sum);
      // The place of its event is not the state's: other orders lead here as well.
      Object decided = Map.entry(decision.unit(), decision.decision());
      all = all.plus(table.looks(decided).digest().mixed(place));
    }
    return all;
  }

  private Likeness whole() {
    Likeness all = likeness;
    for (Event event : queue.pending()) {
      all = all.plus(table.looks(event));
    }
    return all;
  }

  /** Returns the same for events of this state that differ only in which of like devices acts. */
  Digest digest(Event event) {
    FactTable.Looks looks = table.looks(event);
    return looks.device() < 0 ? looks.digest() : looks.digest().plus(whole().of(looks.device()));
  }

  /** Returns how many states it stands for. */
  BigInteger size() {
    return whole().size(table.symmetry().classes());
  }

  /** Returns what the boot ends with, when this is its end. */
  Ending ending() {
    if (!standing.why().isEmpty()) {
      return new Ending(standing.status(), List.of(), standing.why());
    }
    List<Object> all = facts();
    Facts typed =
        new Facts() {
          @Override
          public <T> List<T> facts(Class<T> type) {
            return all.stream().filter(type::isInstance).map(type::cast).toList();
          }
        };
    return Ending.of(
        standing.status(),
        new FateOfRanges(typed, standing.status(), decisions, List.of()).fates());
  }
}
