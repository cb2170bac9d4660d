package memfate.importer.acpi;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import memfate.importer.Problems;
import memfate.importer.acpi.Structure.Layout;
import memfate.platform.Cedt;
import memfate.platform.Cedt.CxlWindow;
import memfate.platform.Hmat;
import memfate.platform.Rejected;
import memfate.platform.SourceLocation;
import memfate.platform.SratEntry;
import memfate.platform.Table;

/**
 * What {@code iasl -d} prints for CEDT, SRAT and HMAT, whole or as people quote it: without the
 * column of offsets, with comments behind values, with fields or structures left out.
 *
 * <p>Raw table data below a listing is read instead of it, when it is complete and says the same.
 *
 * @param raw tables whose bytes the listing has
 * @param cedts tables that are whole
 * @param windows of a fragment that describes no host bridge
 * @param srats tables that are whole
 * @param memory entries of fragments without a header
 * @param hmats tables, whole or not
 */
public record IaslListing(
    List<TableBytes> raw,
    List<Cedt> cedts,
    List<CxlWindow> windows,
    List<Table<SratEntry>> srats,
    List<SratEntry> memory,
    List<Hmat> hmats) {

  private static final String LINE = "(?m)^[> \\t+]*(?:\\[[^\\]\\n]{0,40}\\])?[ \\t]*";
  private static final Pattern HEADER = Pattern.compile(LINE + "Signature\\s*:\\s*\"");
  private static final Pattern OWN_HEADER =
      Pattern.compile(LINE + "Signature\\s*:\\s*\"(?:CEDT|SRAT|HMAT)\"");
  private static final Pattern STRUCTURE =
      Pattern.compile(LINE + "(?:Subtable|Structure) Type\\s*:");
  private static final String RAW = "raw table data";
  private static final int NO_LIMIT = 1;

  /** Returns whether text looks like a listing of one of these tables. */
  public static boolean recognises(String text) {
    return OWN_HEADER.matcher(text).find()
        || !HEADER.matcher(text).find() && STRUCTURE.matcher(text).find();
  }

  /** Reads the tables of a listing in order. */
  public static IaslListing read(String file, List<String> lines, Faults faults) {
    IaslListing listing =
        new IaslListing(
            new ArrayList<>(),
            new ArrayList<>(),
            new ArrayList<>(),
            new ArrayList<>(),
            new ArrayList<>(),
            new ArrayList<>());
    new Reader(file, lines, faults, listing).read();
    return listing;
  }

  private void take(ListedTable table) {
    if (table.isOf(Layout.CEDT)) {
      Cedt cedt = table.cedt();
      if (table.signature().isEmpty() && cedt.hostBridges().isEmpty()) {
        windows.addAll(cedt.windows());
      } else {
        cedts.add(cedt);
      }
    }
    if (table.isOf(Layout.SRAT)) {
      if (table.signature().isEmpty()) {
        memory.addAll(table.memory());
      } else {
        srats.add(Table.of(table.memory(), table.at()));
      }
    }
    if (table.isOf(Layout.HMAT)) {
      hmats.add(table.hmat());
    }
  }

  /** Goes over the lines once. */
  private static final class Reader {
    private final String file;
    private final List<String> lines;
    private final Faults faults;
    private final IaslListing listing;
    private Optional<ListedTable> table = Optional.empty();
    private Optional<ListingBlock> block = Optional.empty();
    private int rawFrom = -1;
    private long end = -1;

    Reader(String file, List<String> lines, Faults faults, IaslListing listing) {
      this.file = file;
      this.lines = lines;
      this.faults = faults;
      this.listing = listing;
    }

    void read() {
      for (int i = 0; i < lines.size(); i++) {
        int number = i + 1;
        ListingLine.parse(Quoted.strip(lines.get(i)), number).ifPresent(this::line);
      }
      finish(lines.size());
    }

    private void line(ListingLine line) {
      String label = line.label();
      boolean first = label.equals("subtable type") || label.equals("structure type");
      if (label.equals("signature") || rawFrom >= 0 && first) {
        finish(line.number() - 1);
      }
      if (label.equals("signature")) {
        open(line.value(), line.number());
      } else if (label.equals(RAW)) {
        rawFrom = line.number();
      } else if (first) {
        block(line);
      } else if (rawFrom < 0) {
        field(line);
      }
      checkOffset(line);
    }

    private void block(ListingLine line) {
      ListingBlock opened = new ListingBlock(file, line, faults);
      if (table.isPresent() && !table.get().takes(opened)) {
        finish(line.number() - 1);
      }
      table.orElseGet(() -> open("", line.number())).add(opened);
      block = Optional.of(opened);
      end = -1;
    }

    private void field(ListingLine line) {
      if (block.isPresent()) {
        block.get().add(line);
      } else if (table.isPresent()) {
        table.get().header(line);
      }
    }

    private ListedTable open(String signature, int number) {
      SourceLocation at = new SourceLocation(file, number, 0);
      ListedTable opened = new ListedTable(signature, at, faults);
      table = Optional.of(opened);
      end = -1;
      return opened;
    }

    /** A field cannot begin before the one above it ends; iasl 20250807 prints such offsets. */
    private void checkOffset(ListingLine line) {
      if (line.offset() < 0) {
        return;
      }
      if (end >= 0 && line.offset() < end) {
        String note =
            "iasl prints offset 0x%x for a field that lies at 0x%x".formatted(line.offset(), end);
        SourceLocation at = new SourceLocation(file, line.number(), 0);
        faults.rejected().accept(new Rejected("tool-quirk", line.text(), note, at));
      }
      end = Math.max(end, line.offset()) + line.width();
    }

    private void finish(int lastLine) {
      if (table.isPresent() && !isTakenFromRawData(table.get(), lastLine)) {
        listing.take(table.get());
      }
      table = Optional.empty();
      block = Optional.empty();
      rawFrom = -1;
    }

    private boolean isTakenFromRawData(ListedTable listed, int lastLine) {
      if (rawFrom < 0 || rawFrom >= lastLine) {
        return false;
      }
      List<TableBytes> dumped =
          TableDump.ofHex(file, lines.subList(rawFrom, lastLine), rawFrom + 1, faults).stream()
              .filter(raw -> raw.isKnown() && raw.isReadable())
              .filter(raw -> raw.u32(TableBytes.LENGTH_FIELD) == raw.size())
              .toList();
      if (dumped.size() != 1) {
        return false;
      }
      TableBytes raw = dumped.get(0);
      if (!saysTheSame(listed, raw)) {
        faults.warn(
            listed.at(),
            "the listing of %s and the raw data below it differ; the listing is read"
                .formatted(raw.signature()),
            "iasl compiles the listing");
        return false;
      }
      listing.raw().add(raw);
      return true;
    }

    private static boolean saysTheSame(ListedTable listed, TableBytes raw) {
      Faults unheard = new Faults(new Problems(NO_LIMIT), rejected -> {});
      TableReader reader = new TableReader(unheard);
      return switch (raw.signature()) {
        case "CEDT" -> Unplaced.cedt(listed.cedt()).equals(Unplaced.cedt(reader.cedt(raw)));
        case "SRAT" ->
            Unplaced.srat(listed.memory()).equals(Unplaced.srat(reader.srat(raw).rows()));
        case "HMAT" -> Unplaced.hmat(listed.hmat()).equals(Unplaced.hmat(reader.hmat(raw)));
        default -> false;
      };
    }
  }
}
