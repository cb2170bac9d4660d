package memfate.facts;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import memfate.iomem.AddressRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RangeIndexTest {
  private static final int SPACE = 64;
  private static final int STEPS = 400;

  private record Thing(AddressRange range, int number) implements Ranged {}

  private record Other(AddressRange range) implements Ranged {}

  private static AddressRange random(Random random, long base) {
    int a = random.nextInt(SPACE);
    int b = random.nextInt(SPACE);
    return new AddressRange(base + Math.min(a, b), base + Math.max(a, b));
  }

  private static List<Thing> sorted(List<Thing> things) {
    return things.stream()
        .sorted(Comparator.comparing(Thing::range).thenComparing(Thing::number))
        .toList();
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void answersAsAPlainListDoes(long seed) {
    Random random = new Random(seed);
    // Around 2^63 for odd seeds: addresses are unsigned. At the very top for every fourth.
    long base = seed % 4 == 0 ? -SPACE : seed % 2 == 1 ? Long.MIN_VALUE - SPACE / 2 : 0;
    RangeIndex index = new RangeIndex();
    List<Thing> model = new ArrayList<>();
    for (int step = 0; step < STEPS; step++) {
      if (!model.isEmpty() && random.nextInt(3) == 0) {
        index.remove(model.remove(random.nextInt(model.size())));
      } else {
        Thing thing = new Thing(random(random, base), step);
        index.add(thing);
        model.add(thing);
      }
      AddressRange query = random(random, base);
      assertEquals(
          sorted(model.stream().filter(t -> t.range().overlaps(query)).toList()),
          sorted(index.overlapping(Thing.class, query)));
      assertEquals(
          sorted(model.stream().filter(t -> t.range().contains(query)).toList()),
          sorted(index.containing(Thing.class, query)));
      assertEquals(
          sorted(model.stream().filter(t -> t.range().equals(query)).toList()),
          sorted(index.equalTo(Thing.class, query)));
      assertEquals(
          sorted(model.stream().filter(t -> t.range().contains(query.start())).toList()),
          sorted(index.at(Thing.class, query.start())));
      assertEquals(
          model.stream()
              .map(Thing::range)
              .filter(query::overlaps)
              .sorted()
              .map(AddressRange::start)
              .limit(1)
              .toList(),
          index.first(Thing.class, query).stream().map(thing -> thing.range().start()).toList());
      assertEquals(largestGap(model, query), index.gap(Thing.class, query));
    }
  }

  private static List<AddressRange> largestGap(List<Thing> model, AddressRange query) {
    AddressRange largest = null;
    for (long start = query.start(); query.contains(start) && start != query.end() + 1; start++) {
      long end = start;
      while (query.contains(end) && isFree(model, end)) {
        end++;
      }
      if (end != start && (largest == null || end - start > largest.size())) {
        largest = new AddressRange(start, end - 1);
      }
    }
    return largest == null ? List.of() : List.of(largest);
  }

  private static boolean isFree(List<Thing> model, long address) {
    return model.stream().noneMatch(thing -> thing.range().contains(address));
  }

  @Test
  void theWholeAddressSpaceIsFoundFromBothEnds() {
    RangeIndex index = new RangeIndex();
    Thing all = new Thing(AddressRange.ALL, 0);
    index.add(all);
    assertEquals(List.of(all), index.at(Thing.class, 0));
    assertEquals(List.of(all), index.at(Thing.class, -1L));
  }

  @Test
  void typesAreKeptApartAndRemovingAStrangerIsNoError() {
    RangeIndex index = new RangeIndex();
    index.add(new Other(AddressRange.ALL));
    index.remove(new Thing(AddressRange.ALL, 0));
    assertEquals(List.of(), index.at(Thing.class, 7));
    assertEquals(1, index.at(Other.class, 7).size());
  }
}
