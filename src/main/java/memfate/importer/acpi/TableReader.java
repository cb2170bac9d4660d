package memfate.importer.acpi;

import java.util.Optional;
import memfate.platform.AcpiTable;
import memfate.platform.Cedt;
import memfate.platform.Hmat;
import memfate.platform.SourceLocation;
import memfate.platform.SratEntry;
import memfate.platform.Table;

/** Decodes tables from their bytes. What does not fit is reported with the byte that is wrong. */
public final class TableReader {
  private static final int CHECKSUM_FIELD = 9;

  private final Faults faults;

  public TableReader(Faults faults) {
    this.faults = faults;
  }

  /** Returns the header, and reports a length or a checksum that is wrong. */
  public Optional<AcpiTable> header(TableBytes table) {
    String name = table.signature();
    if (table.size() < TableBytes.HEADER) {
      String message =
          "%s has %d bytes, the header of a table alone has %d"
              .formatted(name, table.size(), TableBytes.HEADER);
      faults.lost(table.at(0), "length", table.hex(0, table.size()), message);
      return Optional.empty();
    }
    long length = table.u32(TableBytes.LENGTH_FIELD);
    boolean whole = table.isReadable() && length <= table.size();
    int sum = whole ? sum(table) : 0;
    checkLength(table, name, length);
    if (sum != 0) {
      faults.warn(
          table.at(CHECKSUM_FIELD),
          "%s has a wrong checksum: its bytes add up to 0x%02x, not to 0".formatted(name, sum),
          "the dump may be damaged or edited, or the firmware made it so");
    }
    return Optional.of(
        new AcpiTable(
            name,
            table.u8(8),
            length,
            sum,
            padded(table.text(10, 16)),
            padded(table.text(16, 24)),
            table.at(0)));
  }

  public Cedt cedt(TableBytes table) {
    return CedtTable.read(table, faults);
  }

  public Table<SratEntry> srat(TableBytes table) {
    return SratTableBytes.read(table, faults);
  }

  public Hmat hmat(TableBytes table) {
    return HmatTable.read(table, faults);
  }

  private void checkLength(TableBytes table, String name, long length) {
    SourceLocation at = table.at(TableBytes.LENGTH_FIELD);
    String text = "length %d, %d bytes".formatted(length, table.size());
    if (length < TableBytes.HEADER) {
      String message = "%s says that it has %d bytes, less than its header".formatted(name, length);
      faults.lost(at, "length", text, message);
    } else if (length > table.size()) {
      String message =
          "%s says that it has %d bytes, only %d are there".formatted(name, length, table.size());
      faults.lost(at, "length", text, message);
    } else if (length < table.size()) {
      String message =
          "%s says that it has %d bytes, %d are there".formatted(name, length, table.size());
      faults.odd(at, "length", text, message, "the bytes behind its end are left out");
    }
  }

  /** Sums what the header calls the table; of a table that is cut off no sum says anything. */
  private static int sum(TableBytes table) {
    int sum = 0;
    for (int i = 0; i < table.end(); i++) {
      sum += table.u8(i);
    }
    return sum & 0xff;
  }

  private static String padded(String text) {
    return text.replace('\0', ' ').strip();
  }
}
