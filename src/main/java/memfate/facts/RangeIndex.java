package memfate.facts;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import memfate.iomem.AddressRange;

/**
 * Finds {@link Ranged} facts by address without comparing each with each.
 *
 * <p>There is one in every session; a rule reads it with {@code from}: {@code $w : RootDecoder()
 * from $index.containing( RootDecoder.class, $range )}. The boot keeps it up to date. An answer is
 * the one of the moment at which the pattern before it matched.
 */
public final class RangeIndex {

  /*
   * Facts are kept by size class, then by start. A range of class k is shorter than 2^k, so those
   * that reach a query start at most 2^k before it: each class costs one search, and the facts it
   * looks at in vain are at most as many as overlap one address.
   */
  private final Map<Class<?>, NavigableMap<Integer, NavigableMap<Long, List<Ranged>>>> byType =
      new HashMap<>();

  /** Adds a fact. */
  public void add(Ranged fact) {
    byType
        .computeIfAbsent(fact.getClass(), type -> new TreeMap<>())
        .computeIfAbsent(sizeClass(fact.range()), size -> new TreeMap<>(Long::compareUnsigned))
        .computeIfAbsent(fact.range().start(), start -> new ArrayList<>(1))
        .add(fact);
  }

  /** Removes a fact; one that is not there is no error. */
  public void remove(Ranged fact) {
    NavigableMap<Integer, NavigableMap<Long, List<Ranged>>> sizes = byType.get(fact.getClass());
    NavigableMap<Long, List<Ranged>> starts =
        sizes == null ? null : sizes.get(sizeClass(fact.range()));
    List<Ranged> same = starts == null ? null : starts.get(fact.range().start());
    if (starts != null && same != null && same.remove(fact) && same.isEmpty()) {
      starts.remove(fact.range().start());
    }
  }

  /** Returns the facts of a type that contain a range, by address. */
  public <T extends Ranged> List<T> containing(Class<T> type, AddressRange range) {
    return overlapping(type, range).stream().filter(t -> t.range().contains(range)).toList();
  }

  /** Returns the facts of a type that contain an address, by address. */
  public <T extends Ranged> List<T> at(Class<T> type, long address) {
    return overlapping(type, new AddressRange(address, address));
  }

  /** Returns the facts of a type with exactly that range. */
  public <T extends Ranged> List<T> equalTo(Class<T> type, AddressRange range) {
    return overlapping(type, range).stream().filter(t -> t.range().equals(range)).toList();
  }

  /** Returns the facts of a type that overlap a range, by address. */
  public <T extends Ranged> List<T> overlapping(Class<T> type, AddressRange range) {
    NavigableMap<Integer, NavigableMap<Long, List<Ranged>>> sizes = byType.get(type);
    if (sizes == null) {
      return List.of();
    }
    List<T> found = new ArrayList<>();
    sizes.forEach(
        (size, starts) -> {
          for (List<Ranged> same :
              starts.subMap(firstStart(range, size), true, range.end(), true).values()) {
            for (Ranged fact : same) {
              if (fact.range().overlaps(range)) {
                found.add(type.cast(fact));
              }
            }
          }
        });
    found.sort((a, b) -> a.range().compareTo(b.range()));
    return found;
  }

  /**
   * Returns the fact of a type that starts first of those that overlap a range: one or none. Of
   * several with one start it is any. It costs the same however many overlap.
   */
  public <T extends Ranged> List<T> first(Class<T> type, AddressRange range) {
    NavigableMap<Integer, NavigableMap<Long, List<Ranged>>> sizes = byType.get(type);
    if (sizes == null) {
      return List.of();
    }
    List<T> found = new ArrayList<>();
    sizes.forEach(
        (size, starts) ->
            starts.subMap(firstStart(range, size), true, range.end(), true).values().stream()
                .flatMap(List::stream)
                .filter(fact -> fact.range().overlaps(range))
                .findFirst()
                .map(type::cast)
                .ifPresent(found::add));
    found.sort((a, b) -> a.range().compareTo(b.range()));
    return found.isEmpty() ? found : found.subList(0, 1);
  }

  /** Returns the largest part of a range that no fact of a type has: one or none. */
  public <T extends Ranged> List<AddressRange> gap(Class<T> type, AddressRange range) {
    List<AddressRange> gaps = new ArrayList<>();
    AddressRange rest = range;
    for (T fact : overlapping(type, range)) {
      if (!fact.range().overlaps(rest)) {
        continue;
      }
      if (Long.compareUnsigned(fact.range().start(), rest.start()) > 0) {
        gaps.add(new AddressRange(rest.start(), fact.range().start() - 1));
      }
      if (Long.compareUnsigned(fact.range().end(), range.end()) >= 0) {
        return largest(gaps);
      }
      rest = new AddressRange(fact.range().end() + 1, range.end());
    }
    gaps.add(rest);
    return largest(gaps);
  }

  private static List<AddressRange> largest(List<AddressRange> ranges) {
    return ranges.stream()
        .max((a, b) -> Long.compareUnsigned(a.end() - a.start(), b.end() - b.start()))
        .map(List::of)
        .orElse(List.of());
  }

  private static long firstStart(AddressRange range, int sizeClass) {
    long reach = sizeClass >= 64 ? -1 : (1L << sizeClass) - 1;
    return Long.compareUnsigned(range.start(), reach) < 0 ? 0 : range.start() - reach;
  }

  /** Returns the smallest k with end - start below 2^k. */
  private static int sizeClass(AddressRange range) {
    return 64 - Long.numberOfLeadingZeros(range.end() - range.start());
  }
}
