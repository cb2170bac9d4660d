package memfate.importer.acpi;

import java.util.Optional;
import memfate.importer.RangeText;
import memfate.importer.ScalarException;
import memfate.platform.Rejected;
import memfate.platform.SourceLocation;
import memfate.platform.SratEntry;

/** A memory affinity structure of an SRAT, as the table holds it. */
record MemoryAffinity(long pxm, long base, long length, long flags, SourceLocation at) {

  /** A table of revision 1 has eight bits of proximity domain; Linux masks the others away. */
  static long domain(long field, int revision) {
    return revision <= 1 ? field & 0xff : field;
  }

  /** Returns the row, or none for an entry without bytes, which firmware leaves as a spare. */
  Optional<SratEntry> row(Faults faults) {
    if (length == 0) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new SratEntry(
              pxm, RangeText.ofSize(base, length), flag(0), flag(1), flag(2), flag(3), at));
    } catch (ScalarException e) {
      faults.problems().error(at, "", "SRAT: " + e.message(), e.help());
      String text = "0x%x + 0x%x".formatted(base, length);
      faults.rejected().accept(new Rejected("range-inverted", text, e.message(), at));
      return Optional.empty();
    }
  }

  private boolean flag(int bit) {
    return (flags >>> bit & 1) == 1;
  }
}
