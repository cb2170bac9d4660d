package memfate.report;

import java.util.stream.Collectors;
import java.util.stream.Stream;
import memfate.boot.Outcome;
import memfate.iomem.ByteCount;

/** The fate of a range in words. */
final class RangeWords {
  private RangeWords() {}

  /** Returns {@code hmem, 0 bytes of 128 GiB usable, dax2.0}. */
  static String of(Outcome.RangeFate fate) {
    return Stream.of(fate.owner().word(), usable(fate), device(fate))
        .filter(word -> !word.isEmpty())
        .collect(Collectors.joining(", "));
  }

  /** Returns {@code 96 GiB of 128 GiB usable}. */
  static String usable(Outcome.RangeFate fate) {
    return ByteCount.share(ByteCount.of(fate.usable()), ByteCount.of(fate.range())) + " usable";
  }

  /** Returns the dax device and its driver, {@code dax0.0 kmem}, as far as there are any. */
  static String device(Outcome.RangeFate fate) {
    return Stream.concat(Stream.ofNullable(fate.dax()), Stream.ofNullable(fate.driver()))
        .collect(Collectors.joining(" "));
  }
}
