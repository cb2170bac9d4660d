package memfate.importer.capture;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import memfate.iomem.AddressRange;
import memfate.platform.Cedt;
import memfate.platform.Cedt.CxlWindow;
import memfate.platform.Hmat;
import memfate.platform.SourceLocation;
import memfate.platform.SratEntry;
import memfate.platform.Table;

/**
 * The ACPI tables: from their bytes or listings where captured, else row by row from what the
 * kernel and its tools print of them.
 */
final class TableMerge {
  private final Sources sources;

  TableMerge(Sources sources) {
    this.sources = sources;
  }

  Cedt cedt() {
    List<Cedt> tables = sources.all(Cedt.class);
    List<CxlWindow> seen = sources.all(CxlWindow.class);
    if (!tables.isEmpty()) {
      Cedt table = tables.get(0);
      tables.stream().skip(1).forEach(other -> compareAll(table, other.windows()));
      compareAll(table, seen);
      return new Cedt(
          table.state(),
          table.hostBridges(),
          table.windows().stream().map(TableMerge::usual).toList(),
          table.xorMaps(),
          table.other(),
          table.at());
    }
    if (!seen.isEmpty()) {
      return new Cedt(
          Table.State.PRESENT, List.of(), windows(seen), List.of(), List.of(), seen.get(0).at());
    }
    return presence("CEDT")
        .filter(p -> !p.present())
        .map(p -> empty(Table.State.ABSENT, p.at()))
        .orElseGet(() -> empty(Table.State.UNKNOWN, SourceLocation.NONE));
  }

  private static Cedt empty(Table.State state, SourceLocation at) {
    return new Cedt(state, List.of(), List.of(), List.of(), List.of(), at);
  }

  private void compareAll(Cedt table, List<CxlWindow> windows) {
    for (CxlWindow window : windows) {
      if (window.index() < 0 || window.index() >= table.windows().size()) {
        continue;
      }
      CxlWindow row = table.windows().get(window.index());
      if (row.base() != window.base() || row.size() != window.size()) {
        sources.contradicts(
            "CXL Window " + window.index(), span(window), window.at(), span(row), row.at());
      }
    }
  }

  private static String span(CxlWindow window) {
    return "0x%x-0x%x".formatted(window.base(), window.base() + window.size() - 1);
  }

  /** Puts windows together by number; the source that tells more of one comes first. */
  private List<CxlWindow> windows(List<CxlWindow> seen) {
    Map<Integer, CxlWindow> byIndex = new LinkedHashMap<>();
    int unnumbered = 0;
    for (CxlWindow window : seen) {
      int index = window.index() < 0 ? unnumbered++ : window.index();
      CxlWindow before = byIndex.get(index);
      if (before != null && (before.base() != window.base() || before.size() != window.size())) {
        sources.contradicts(
            "CXL Window " + index, span(window), window.at(), span(before), before.at());
      }
      if (before == null || detail(window) > detail(before)) {
        byIndex.put(index, window);
      }
    }
    List<CxlWindow> windows =
        new ArrayList<>(
            byIndex.entrySet().stream().map(e -> filledIn(e.getValue(), e.getKey())).toList());
    windows.sort(Comparator.comparingInt(CxlWindow::index));
    return windows;
  }

  /** What nobody told of a window that the kernel shows is what most windows have. */
  private static CxlWindow filledIn(CxlWindow window, int index) {
    return new CxlWindow(
        index,
        window.base(),
        window.size(),
        window.ways() > 0 ? window.ways() : 1,
        window.arithmetic().isEmpty() ? "modulo" : window.arithmetic(),
        window.granularity() > 0 ? window.granularity() : 256,
        window.restrictions().isEmpty() ? List.of("type3", "volatile") : window.restrictions(),
        window.qtg(),
        window.targets(),
        window.length(),
        window.eniw(),
        window.hbig(),
        window.reserved(),
        window.at());
  }

  /**
   * Fills in what a listing that was cut short does not tell of a window; then nobody can say
   * whether the length of the entry is right.
   */
  private static CxlWindow usual(CxlWindow window) {
    boolean told = window.ways() > 0 || window.eniw() >= 0;
    return new CxlWindow(
        window.index(),
        window.base(),
        window.size(),
        told ? window.ways() : 1,
        window.arithmetic().isEmpty() ? "modulo" : window.arithmetic(),
        window.granularity() > 0 || window.hbig() >= 0 ? window.granularity() : 256,
        window.restrictions(),
        window.qtg(),
        window.targets(),
        told ? window.length() : -1,
        window.eniw(),
        window.hbig(),
        window.reserved(),
        window.at());
  }

  private static int detail(CxlWindow window) {
    return (window.ways() > 0 ? 1 : 0)
        + (window.granularity() > 0 ? 1 : 0)
        + window.targets().size()
        + window.restrictions().size();
  }

  Table<SratEntry> srat() {
    List<SratTable> tables = sources.all(SratTable.class);
    List<SratEntry> seen = sources.all(SratEntry.class);
    if (!tables.isEmpty()) {
      Table<SratEntry> table = tables.get(0).entries();
      compare(table.rows(), seen);
      return table;
    }
    if (!seen.isEmpty()) {
      return Table.of(seen.stream().distinct().toList(), seen.get(0).at());
    }
    return presence("SRAT")
        .filter(p -> !p.present())
        .map(p -> Table.<SratEntry>absent(p.at()))
        .orElseGet(() -> Table.unknown(SourceLocation.NONE));
  }

  private void compare(List<SratEntry> rows, List<SratEntry> seen) {
    for (SratEntry entry : seen) {
      for (SratEntry row : rows) {
        AddressRange range = row.range();
        if (range.overlaps(entry.range()) && !range.equals(entry.range())) {
          sources.contradicts(
              "an SRAT range", entry.range().toString(), entry.at(), range.toString(), row.at());
        }
      }
    }
  }

  /** Without a word of an HMAT beside a known SRAT there is none. */
  Hmat hmat(Table<SratEntry> srat) {
    Optional<Hmat> table = sources.all(Hmat.class).stream().findFirst();
    if (table.isPresent()) {
      return table.get();
    }
    Optional<TablePresence> presence = presence("HMAT");
    boolean absent =
        presence.map(p -> !p.present()).orElse(false) || !srat.isUnknown() && presence.isEmpty();
    return new Hmat(
        absent ? Table.State.ABSENT : Table.State.UNKNOWN,
        0,
        List.of(),
        List.of(),
        presence.map(TablePresence::at).orElse(SourceLocation.NONE));
  }

  private Optional<TablePresence> presence(String signature) {
    return sources.first(TablePresence.class, p -> p.signature().equals(signature));
  }
}
