package memfate.importer.capture;

import memfate.importer.Problems;
import memfate.importer.RangeText;
import memfate.importer.ScalarException;
import memfate.importer.Unsigned;
import memfate.iomem.AddressRange;
import memfate.platform.Rejected;
import memfate.platform.SourceLocation;
import org.jspecify.annotations.Nullable;

/** Reads the ranges of one file; those that cannot be are told as rejected, with a warning. */
final class RangeTeller {
  private final Evidence evidence;
  private final Problems problems;

  RangeTeller(Evidence evidence, Problems problems) {
    this.evidence = evidence;
    this.problems = problems;
  }

  /**
   * Returns the range between two addresses in hexadecimal, or null if it is none.
   *
   * @param token both addresses as the file spells them, which is what stands at {@code at}
   * @param line what the file says, to be kept when the range is refused
   */
  @Nullable AddressRange read(
      String first, String last, String token, String line, SourceLocation at) {
    boolean inverted = false;
    try {
      long start = Unsigned.parseRangeEnd(first);
      long end = Unsigned.parseRangeEnd(last);
      if (Long.compareUnsigned(start, end) <= 0) {
        return new AddressRange(start, end);
      }
      inverted = true;
      RangeText.parse(first + "-" + last);
    } catch (ScalarException e) {
      problems.warning(at, token, e.message(), e.help());
      String note = inverted ? e.help() : e.message();
      evidence.tell(new Rejected(inverted ? "range-inverted" : "unreadable", line, note, at));
    }
    return null;
  }
}
