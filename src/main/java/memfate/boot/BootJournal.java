package memfate.boot;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import memfate.engine.FactWatch;
import memfate.facts.Effect;
import memfate.facts.Event;
import memfate.facts.Ordering;
import memfate.facts.RangeIndex;
import memfate.facts.RankOrder;
import memfate.facts.ReadFates;

/** What came of one event. */
final class BootJournal implements FactWatch {
  private final Set<Object> seen = new LinkedHashSet<>();
  private final Set<Object> added = new LinkedHashSet<>();
  private final Set<Object> removed = new LinkedHashSet<>();
  private final List<Effect> effects = new ArrayList<>();
  private final Set<StatePart> touched = EnumSet.noneOf(StatePart.class);
  private boolean readsAll;

  @Override
  public void inserted(Object fact) {
    if (!(fact instanceof RangeIndex)) {
      seen.add(fact);
      if (!removed.remove(fact)) {
        added.add(fact);
      }
    }
  }

  @Override
  public void deleted(Object fact) {
    seen.add(fact);
    if (!added.remove(fact)) {
      removed.add(fact);
    }
  }

  void applied(Effect effect) {
    Set<StatePart> parts = StatePart.touchedBy(effect);
    touched.addAll(parts);
    if (!parts.isEmpty() || isOfTheQueue(effect)) {
      effects.add(effect);
    }
    readsAll |= effect instanceof ReadFates;
  }

  private static boolean isOfTheQueue(Effect effect) {
    return effect instanceof Event || effect instanceof Ordering || effect instanceof RankOrder;
  }

  /** Returns every fact that came or went, also those that did both. */
  Set<Object> seen() {
    return seen;
  }

  /** Returns the facts that came and stayed. */
  Set<Object> added() {
    return added;
  }

  /** Returns the facts that had been there and went. */
  Set<Object> removed() {
    return removed;
  }

  /** Returns what later events depend on, in the order in which it was done. */
  List<Effect> lasting() {
    return List.copyOf(effects);
  }

  /** Returns what besides facts was changed or asked for. */
  Set<StatePart> touched() {
    return touched;
  }

  /** Returns whether it looked at more than patterns and trees tell. */
  boolean readsAll() {
    return readsAll;
  }
}
