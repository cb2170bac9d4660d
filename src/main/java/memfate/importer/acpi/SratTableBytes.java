package memfate.importer.acpi;

import java.util.ArrayList;
import java.util.List;
import memfate.platform.SratEntry;
import memfate.platform.Table;

/** Decodes the memory affinity structures of an SRAT; processors and initiators are left out. */
final class SratTableBytes {
  private static final int MEMORY = 1;
  private static final int MEMORY_LENGTH = 40;

  private SratTableBytes() {}

  static Table<SratEntry> read(TableBytes table, Faults faults) {
    List<SratEntry> entries = new ArrayList<>();
    for (Structure s : Structure.all(table, Structure.Layout.SRAT, faults)) {
      if (s.type() == MEMORY && s.length() < MEMORY_LENGTH) {
        String message =
            "memory affinity has length %d, it needs %d".formatted(s.length(), MEMORY_LENGTH);
        faults.lost(s.at(1), "length", s.hex(), message);
      } else if (s.type() == MEMORY) {
        entry(s, table.u8(8)).row(faults).ifPresent(entries::add);
      }
    }
    return Table.of(entries, table.at(0));
  }

  private static MemoryAffinity entry(Structure s, int revision) {
    return new MemoryAffinity(
        MemoryAffinity.domain(s.u32(2), revision), s.u64(8), s.u64(16), s.u32(28), s.at());
  }
}
