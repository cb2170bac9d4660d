package memfate.boot;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import memfate.iomem.AddressRange;

/**
 * A fixed list of things with addresses, searchable by overlap; answers keep the list's order.
 *
 * <p>Sorted by start, with the highest end of all that start before: a search goes back from the
 * last candidate until none before it can reach the range.
 */
final class Intervals<T> {

  private record Entry<T>(T value, AddressRange range, int place) {}

  private final List<Entry<T>> sorted = new ArrayList<>();
  private final long[] highestEnd;

  Intervals(List<T> values, Function<T, AddressRange> rangeOf) {
    for (T value : values) {
      sorted.add(new Entry<>(value, rangeOf.apply(value), sorted.size()));
    }
    sorted.sort(Comparator.comparing(Entry::range));
    highestEnd = new long[sorted.size()];
    for (int i = 0; i < highestEnd.length; i++) {
      long end = sorted.get(i).range().end();
      highestEnd[i] =
          i > 0 && Long.compareUnsigned(highestEnd[i - 1], end) > 0 ? highestEnd[i - 1] : end;
    }
  }

  /** Returns what overlaps a range. */
  List<T> overlapping(AddressRange range) {
    List<Entry<T>> found = new ArrayList<>();
    for (int i = lastStartingBefore(range.end());
        i >= 0 && Long.compareUnsigned(highestEnd[i], range.start()) >= 0;
        i--) {
      if (sorted.get(i).range().overlaps(range)) {
        found.add(sorted.get(i));
      }
    }
    found.sort(Comparator.comparingInt(Entry::place));
    return found.stream().map(Entry::value).toList();
  }

  private int lastStartingBefore(long address) {
    int low = 0;
    int high = sorted.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (Long.compareUnsigned(sorted.get(middle).range().start(), address) <= 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low - 1;
  }
}
