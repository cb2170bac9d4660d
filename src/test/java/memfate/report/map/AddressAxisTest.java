package memfate.report.map;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import memfate.iomem.AddressRange;
import memfate.report.map.AddressAxis.Kind;
import memfate.report.map.AddressAxis.Segment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressAxisTest {
  private static final long GIB = 1L << 30;

  @Test
  void whatNobodyNamesIsCutToOneWidth() {
    AddressAxis axis =
        AddressAxis.of(List.of(range(1, 1), range(3, 1), range(1L << 20, 1)), List.of());
    assertEquals(
        List.of(Kind.SHOWN, Kind.CUT, Kind.SHOWN, Kind.CUT, Kind.SHOWN),
        axis.segments().stream().map(Segment::kind).toList());
    assertEquals(width(axis, 1), width(axis, 3));
  }

  @Test
  void sixteenTimesTheSizeIsTwiceTheWidth() {
    AddressAxis axis = AddressAxis.of(List.of(range(16, 1), range(32, 16)), List.of());
    assertEquals(2 * width(axis, 0), width(axis, 2), 1e-9);
  }

  @Test
  void dullEntriesSideBySideShareOneSegment() {
    AddressAxis axis =
        AddressAxis.of(List.of(range(8, 1)), List.of(range(0, 1), range(1, 2), range(4, 1)));
    assertEquals(
        List.of(Kind.DULL, Kind.CUT, Kind.DULL, Kind.CUT, Kind.SHOWN),
        axis.segments().stream().map(Segment::kind).toList());
  }

  @Test
  void theLastAddressOfAllHasItsPlace() {
    AddressRange top = new AddressRange(-4096, -1);
    AddressAxis axis = AddressAxis.of(List.of(new AddressRange(0, 4095), top), List.of());
    assertEquals(axis.width(), axis.behind(top));
    assertEquals(axis.segments().get(2).from(), axis.at(-4096));
    assertEquals(0, axis.at(0));
  }

  @Test
  void anEmptyMapHasNoWidth() {
    assertEquals(0, AddressAxis.of(List.of(), List.of()).width());
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void theAxisIsInAddressOrderWithoutHoles(long seed) {
    Random random = new Random(seed);
    List<AddressRange> shown = some(random);
    List<AddressRange> dull = some(random);
    AddressAxis axis = AddressAxis.of(shown, dull);
    for (int i = 1; i < axis.segments().size(); i++) {
      Segment before = axis.segments().get(i - 1);
      Segment segment = axis.segments().get(i);
      assertEquals(before.range().end() + 1, segment.range().start());
      assertEquals(before.to(), segment.from());
      assertTrue(segment.to() > segment.from());
    }
    for (long address = 1; address < 64; address++) {
      assertTrue(axis.at(address - 1) <= axis.at(address));
      assertEquals(expected(shown, dull, address), kind(axis, address));
    }
  }

  private static Kind expected(List<AddressRange> shown, List<AddressRange> dull, long address) {
    if (shown.stream().anyMatch(r -> r.contains(address))) {
      return Kind.SHOWN;
    }
    return dull.stream().anyMatch(r -> r.contains(address)) ? Kind.DULL : Kind.CUT;
  }

  private static Kind kind(AddressAxis axis, long address) {
    return axis.segments().stream()
        .filter(s -> s.range().contains(address))
        .findFirst()
        .map(Segment::kind)
        .orElse(Kind.CUT);
  }

  private static List<AddressRange> some(Random random) {
    List<AddressRange> ranges = new ArrayList<>();
    for (int i = random.nextInt(1, 6); i > 0; i--) {
      long start = random.nextLong(64);
      ranges.add(new AddressRange(start, random.nextLong(start, 64)));
    }
    return ranges;
  }

  private static double width(AddressAxis axis, int segment) {
    return axis.segments().get(segment).to() - axis.segments().get(segment).from();
  }

  private static AddressRange range(long gib, long size) {
    return AddressRange.ofSize(gib * GIB, size * GIB);
  }
}
