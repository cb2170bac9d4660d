package memfate.plain;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import memfate.iomem.AddressRange;

/** Tells whether one of some ranges contains another range. */
final class RangeCover {
  /** Start of a range to the highest end of all that start there or before. */
  private final TreeMap<Long, Long> highestEnd = new TreeMap<>(Long::compareUnsigned);

  RangeCover(List<AddressRange> ranges) {
    List<AddressRange> sorted = new ArrayList<>(ranges);
    sorted.sort(Comparator.naturalOrder());
    long highest = 0;
    for (AddressRange range : sorted) {
      highest = Long.compareUnsigned(range.end(), highest) > 0 ? range.end() : highest;
      highestEnd.put(range.start(), highest);
    }
  }

  boolean contains(AddressRange range) {
    var before = highestEnd.floorEntry(range.start());
    return before != null && Long.compareUnsigned(before.getValue(), range.end()) >= 0;
  }

  boolean contains(long address) {
    return contains(new AddressRange(address, address));
  }
}
