package memfate.boot;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import memfate.engine.FactKey;

/** A state as rules look at it: its facts by what they may be asked for. */
final class StateView {
  private final FactTable table;
  private final BootState state;
  private final long[] high;
  private final long[] low;

  StateView(FactTable table, BootState state) {
    this.table = table;
    this.state = state;
    this.high = new long[table.keys()];
    this.low = new long[table.keys()];
    BitSet facts = state.numbers();
    for (int number = facts.nextSetBit(0); number >= 0; number = facts.nextSetBit(number + 1)) {
      FactTable.Entry entry = table.entry(number);
      for (int key : entry.keys()) {
        high[key] += entry.digest().high();
        low[key] += entry.digest().low();
      }
    }
  }

  /** Returns the same for states that have the same of all this. */
  Digest digest(Transitions.Footprint footprint) {
    Digest sum = table.looks(state.standing()).digest();
    for (int key : footprint.keys()) {
      // A key that came up later is one that no fact of this state has.
      if (key < high.length && (high[key] | low[key]) != 0) {
        sum = sum.plus(new Digest(high[key], low[key]).mixed(key));
      }
    }
    for (StatePart part : footprint.parts()) {
      sum = sum.plus(state.part(part).mixed(-1 - part.salt()));
    }
    return sum;
  }

  /** Returns its facts and others by their keys. */
  Map<FactKey, Collection<Object>> with(Collection<Object> others) {
    Map<FactKey, Collection<Object>> all = new HashMap<>();
    state.facts().forEach(fact -> add(fact, all));
    others.forEach(fact -> add(fact, all));
    return all;
  }

  private void add(Object fact, Map<FactKey, Collection<Object>> all) {
    for (FactKey key : table.keysOf(fact)) {
      all.computeIfAbsent(key, k -> new ArrayList<>()).add(fact);
    }
  }
}
