package memfate.boot;

import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;

/** Pools that give the lowest free number, as the kernel's IDAs do. */
final class NumberPool {
  private final Map<String, BitSet> taken = new HashMap<>();

  int take(String pool) {
    BitSet numbers = taken.computeIfAbsent(pool, name -> new BitSet());
    int lowest = numbers.nextClearBit(0);
    numbers.set(lowest);
    return lowest;
  }

  void giveBack(String pool, int number) {
    BitSet numbers = taken.get(pool);
    if (numbers != null) {
      numbers.clear(number);
    }
  }
}
