package memfate.boot;

import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Pools that give the lowest free number, as the kernel's IDAs do. */
final class NumberPool {
  private final Map<String, BitSet> taken = new HashMap<>();
  private final Map<String, Integer> reserved = new HashMap<>();

  /** Sets a number aside for the next {@link #take} of a holder. */
  void reserve(String pool, String holder) {
    reserved.put(pool + " " + holder, lowest(pool));
  }

  /** Returns the number that the holder reserved, and reserves the next; else the lowest free. */
  int take(String pool, String holder) {
    Integer mine = reserved.get(pool + " " + holder);
    if (mine == null) {
      return lowest(pool);
    }
    reserve(pool, holder);
    return mine;
  }

  void giveBack(String pool, int number) {
    BitSet numbers = taken.get(pool);
    if (numbers != null) {
      numbers.clear(number);
    }
  }

  /** Tells which numbers are taken and which are set aside. */
  void describe(Consumer<String> lines) {
    new TreeMap<>(taken).forEach((pool, numbers) -> lines.accept(pool + " " + numbers));
    new TreeMap<>(reserved).forEach((holder, number) -> lines.accept(holder + " " + number));
  }

  private int lowest(String pool) {
    BitSet numbers = taken.computeIfAbsent(pool, name -> new BitSet());
    int lowest = numbers.nextClearBit(0);
    numbers.set(lowest);
    return lowest;
  }
}
