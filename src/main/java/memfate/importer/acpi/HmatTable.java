package memfate.importer.acpi;

import java.util.ArrayList;
import java.util.List;
import memfate.platform.Hmat;

/** Decodes the structures of an HMAT of any revision: which of them Linux reads is a rule. */
final class HmatTable {
  private static final int ATTRIBUTES_LENGTH = 40;
  private static final int LOCALITY_FIXED = 32;
  private static final int CACHE_LENGTH = 32;

  private HmatTable() {}

  static Hmat read(TableBytes table, Faults faults) {
    HmatRows rows = new HmatRows(table.isReadable() ? table.u8(8) : 0);
    for (Structure s : Structure.all(table, Structure.Layout.HMAT, faults)) {
      switch (s.type()) {
        case HmatRows.ATTRIBUTES -> attributes(s, rows, faults);
        case HmatRows.LOCALITY -> locality(s, rows, faults);
        case HmatRows.CACHE -> cache(s, rows, faults);
        default ->
            faults.warn(s.at(), "HMAT structure of type %d is not known".formatted(s.type()), "");
      }
    }
    return rows.table(table.at(0));
  }

  private static boolean tooShort(Structure s, long needed, Faults faults) {
    if (s.length() >= needed) {
      return false;
    }
    String message =
        "HMAT structure of type %d has length %d, it needs %d"
            .formatted(s.type(), s.length(), needed);
    faults.lost(s.at(4), "length", "length %d".formatted(s.length()), message);
    return true;
  }

  private static void attributes(Structure s, HmatRows rows, Faults faults) {
    if (!tooShort(s, ATTRIBUTES_LENGTH, faults)) {
      rows.attributes(s.u16(8), s.u32(12), s.u32(16), s.at());
    }
  }

  private static void locality(Structure s, HmatRows rows, Faults faults) {
    if (tooShort(s, LOCALITY_FIXED, faults)) {
      return;
    }
    long initiators = s.u32(12);
    long targets = s.u32(16);
    if (tooManyEntries(s, initiators, targets, faults)) {
      return;
    }
    int next = LOCALITY_FIXED;
    List<Long> from = domains(s, next, (int) initiators);
    next += 4 * from.size();
    List<Long> to = domains(s, next, (int) targets);
    next += 4 * to.size();
    List<Integer> entries = new ArrayList<>();
    for (int i = 0; i < from.size() * to.size(); i++) {
      entries.add(s.u16(next + 2 * i));
    }
    rows.locality(new HmatRows.Locality(s.u8(8), s.u8(9), s.u64(24), from, to, entries, s.at()));
  }

  private static boolean tooManyEntries(Structure s, long initiators, long targets, Faults faults) {
    // Each count alone has to fit before they are multiplied: 2^32 squared is more than a long.
    long most = s.length() / 2;
    if (initiators <= most && targets <= most) {
      long needed = LOCALITY_FIXED + 4 * (initiators + targets) + 2 * initiators * targets;
      return tooShort(s, needed, faults);
    }
    return tooShort(s, LOCALITY_FIXED + 4 * (initiators + targets), faults);
  }

  private static List<Long> domains(Structure s, int from, int count) {
    List<Long> domains = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      domains.add(s.u32(from + 4 * i));
    }
    return domains;
  }

  private static void cache(Structure s, HmatRows rows, Faults faults) {
    if (!tooShort(s, CACHE_LENGTH, faults)) {
      rows.cache(s.u32(8), s.u64(16), s.u32(24), s.u16(28), s.at());
    }
  }
}
