package memfate.plain;

import java.util.BitSet;

/** The numbers that hmem devices and CXL regions share: the lowest free one is next. */
final class MemregionIds {
  private final BitSet taken = new BitSet();

  int next() {
    int lowest = taken.nextClearBit(0);
    taken.set(lowest);
    return lowest;
  }
}
