package memfate.iomem;

import static memfate.iomem.Ranges.hex;
import static memfate.iomem.Ranges.range;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressRangeTest {

  @Test
  void refusesAnEndBeforeTheStart() {
    Exception e =
        assertThrows(IllegalArgumentException.class, () -> new AddressRange(0x2000, 0x1fff));
    assertEquals("range ends at 0x1fff, before its start 0x2000", e.getMessage());
  }

  @Test
  void comparesUnsigned() {
    assertThrows(IllegalArgumentException.class, () -> new AddressRange(-1L, 0));
    assertEquals(
        List.of(
            range("0-0"), range("0-ffffffffffffffff"), range("8000000000000000-8000000000000000")),
        Stream.of(
                range("8000000000000000-8000000000000000"),
                range("0-ffffffffffffffff"),
                range("0-0"))
            .sorted()
            .toList());
  }

  @ParameterizedTest(name = "{1} bytes from {0} are {2}")
  @CsvSource({
    "1000, 1000, 1000-1fff",
    "1fff, 1, 1fff-1fff",
    "0, 0, 0-ffffffffffffffff",
    "fffffffffffff000, 1000, fffffffffffff000-ffffffffffffffff"
  })
  void sizeAndEndTellTheSame(String start, String size, String expected) {
    AddressRange range = AddressRange.ofSize(hex(start), hex(size));
    assertEquals(range(expected), range);
    assertEquals(hex(size), range.size());
  }

  @ParameterizedTest(name = "no range of {1} bytes from {0}")
  @CsvSource({"1000, 0", "fffffffffffff000, 1001", "2, ffffffffffffffff"})
  void refusesEmptyRangesAndRangesThatWrap(String start, String size) {
    assertThrows(IllegalArgumentException.class, () -> AddressRange.ofSize(hex(start), hex(size)));
  }

  @ParameterizedTest(name = "{0} and {1} share {2}, make up {3}")
  @CsvSource({
    "1000-1fff, 1000-1fff, 1000-1fff, 1000-1fff",
    "1000-1fff, 1800-27ff, 1800-1fff, 1000-27ff",
    "1000-1fff, 1fff-1fff, 1fff-1fff, 1000-1fff",
    "1000-1fff, 2000-2fff, , ",
    "0-ffffffffffffffff, 8000000000000000-ffffffffffffffff, 8000000000000000-ffffffffffffffff, "
        + "0-ffffffffffffffff",
    "7000000000000000-8fffffffffffffff, 8000000000000000-ffffffffffffffff, "
        + "8000000000000000-8fffffffffffffff, 7000000000000000-ffffffffffffffff"
  })
  void intersectionAndUnionNeedACommonAddress(
      String a, String b, @Nullable String shared, @Nullable String together) {
    for (List<AddressRange> pair :
        List.of(List.of(range(a), range(b)), List.of(range(b), range(a)))) {
      assertEquals(shared != null, pair.get(0).overlaps(pair.get(1)));
      assertEquals(orNull(shared), pair.get(0).intersection(pair.get(1)));
      assertEquals(orNull(together), pair.get(0).union(pair.get(1)));
    }
  }

  @ParameterizedTest(name = "{0} contains {1}: {2}")
  @CsvSource({
    "1000-1fff, 1000-1fff, true",
    "1000-1fff, 1fff-1fff, true",
    "1000-1fff, 1fff-2000, false",
    "1000-1fff, fff-1fff, false",
    "0-ffffffffffffffff, 8000000000000000-8000000000000000, true",
    "8000000000000000-ffffffffffffffff, 7fffffffffffffff-7fffffffffffffff, false"
  })
  void containsLooksAtBothEnds(String outer, String inner, boolean expected) {
    assertEquals(expected, range(outer).contains(range(inner)));
  }

  @ParameterizedTest(name = "{0} by {1} is {2}")
  @CsvSource({
    "1000-4fff, 1000, 1000-4fff",
    "1001-4ffe, 1000, 2000-3fff",
    "1001-1ffe, 1000, ",
    "1000-1ffe, 1000, ",
    "1fff-2fff, 1000, 2000-2fff",
    "0-0, 1, 0-0",
    "0-ffe, 1000, ",
    "0-ffffffffffffffff, 1, 0-ffffffffffffffff",
    "0-ffffffffffffffff, 8000000000000000, 0-ffffffffffffffff",
    "1-ffffffffffffffff, 8000000000000000, 8000000000000000-ffffffffffffffff",
    "8000000000000001-ffffffffffffffff, 8000000000000000, ",
    "fffffffffffff001-ffffffffffffffff, 1000, ",
    "ffffffffffffe001-ffffffffffffffff, 1000, fffffffffffff000-ffffffffffffffff",
    "ffffffffffffe000-fffffffffffffffe, 1000, ffffffffffffe000-ffffffffffffefff",
    "108000000-117ffffff, 8000000, 108000000-117ffffff",
    "104000000-11bffffff, 8000000, 108000000-117ffffff"
  })
  void alignsInwardWithoutWrapping(String range, String alignment, @Nullable String expected) {
    AddressRange aligned = range(range).alignInward(hex(alignment));
    assertEquals(orNull(expected), aligned);
    assertEquals(Objects.equals(aligned, range(range)), range(range).isAligned(hex(alignment)));
  }

  @ParameterizedTest(name = "alignment {0}")
  @CsvSource({"0", "3", "ffffffffffffffff"})
  void refusesAlignmentsThatAreNoPowerOfTwo(String alignment) {
    assertThrows(IllegalArgumentException.class, () -> range("0-fff").alignInward(hex(alignment)));
    assertThrows(IllegalArgumentException.class, () -> range("0-fff").isAligned(hex(alignment)));
  }

  @ParameterizedTest(name = "{0} is {1} and {2}")
  @CsvSource({
    "0-fff, 00000000-00000fff, [mem 0x00000000-0x00000fff]",
    "850000000-284fffffff, 850000000-284fffffff, [mem 0x850000000-0x284fffffff]",
    "fffffffffffff000-ffffffffffffffff, fffffffffffff000-ffffffffffffffff, "
        + "[mem 0xfffffffffffff000-0xffffffffffffffff]"
  })
  void printsAsTheKernelDoes(String range, String iomem, String log) {
    assertEquals(iomem, range(range).toString());
    assertEquals(log, range(range).toKernelString());
  }

  private static @Nullable AddressRange orNull(@Nullable String text) {
    return text == null ? null : range(text);
  }
}
