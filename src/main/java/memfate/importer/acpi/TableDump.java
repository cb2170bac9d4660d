package memfate.importer.acpi;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import memfate.platform.SourceLocation;

/**
 * ACPI tables that a text spells byte by byte: {@code acpidump}, {@code xxd}, {@code hexdump} (with
 * and without {@code -C}), {@code od -t x1}, the raw data of an iasl listing, plain hex digits,
 * base64.
 */
public final class TableDump {
  /** Far more than any table has; a row that claims to lie behind it is not believed. */
  private static final int LARGEST = 1 << 24;

  private static final Pattern TITLE =
      Pattern.compile("\\s*[A-Z0-9_]{4}\\s+@\\s+(0x)?[0-9A-Fa-f]{1,16}\\b.*");
  private static final Pattern SQUEEZED = Pattern.compile("\\s*\\*\\s*");
  private static final Pattern WITH_COLON = Pattern.compile("\\s*([0-9A-Fa-f]{1,16}):(.*)");
  private static final Pattern WITHOUT_COLON = Pattern.compile("\\s*([0-9A-Fa-f]{6,16})(\\s.*)?");
  private static final Pattern SIGNATURE = Pattern.compile("[A-Z][A-Z0-9_]{3}");
  private static final Pattern BASE64_OF_TABLE =
      Pattern.compile("\\s*(?:Q0VEV|U1JBV|SE1BV)[A-Za-z0-9+/]");
  private static final Pattern NOT_BASE64 = Pattern.compile("[^A-Za-z0-9+/]");

  private final String file;
  private final Faults faults;
  private final List<TableBytes> tables = new ArrayList<>();
  private ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private byte[] lastRow = {};
  private boolean offsets;
  private boolean octal;
  private boolean squeezed;

  private TableDump(String file, Faults faults) {
    this.file = file;
    this.faults = faults;
  }

  /**
   * Returns the tables that hex dumps among the lines spell, in order, of any signature.
   *
   * @param firstLine number of the first of the lines within the file, 1-based
   */
  public static List<TableBytes> ofHex(
      String file, List<String> lines, int firstLine, Faults faults) {
    TableDump dump = new TableDump(file, faults);
    for (int i = 0; i < lines.size(); i++) {
      dump.line(Quoted.strip(lines.get(i)), firstLine + i);
    }
    dump.finish();
    return dump.tables;
  }

  /** Returns whether a text begins as the base64 of a CEDT, an SRAT or an HMAT. */
  public static boolean isBase64(String text) {
    return BASE64_OF_TABLE.matcher(text).lookingAt();
  }

  /** Returns the bytes that base64 spells, up to where it is damaged. */
  public static Optional<TableBytes> ofBase64(String file, String text, Faults faults) {
    String packed = text.replaceAll("\\s", "").replaceFirst("={1,2}$", "");
    Matcher odd = NOT_BASE64.matcher(packed);
    if (odd.find()) {
      faults.lost(
          new SourceLocation(file, 0, 0),
          "unreadable",
          "character %d".formatted(odd.start() + 1),
          "base64 is damaged at character %d".formatted(odd.start() + 1));
      packed = packed.substring(0, odd.start());
    }
    // A last single character spells no byte.
    int usable = packed.length() % 4 == 1 ? packed.length() - 1 : packed.length();
    byte[] decoded = Base64.getDecoder().decode(packed.substring(0, usable));
    return decoded.length == 0 ? Optional.empty() : Optional.of(new TableBytes(file, decoded));
  }

  private void line(String line, int number) {
    if (TITLE.matcher(line).matches()) {
      finish();
    } else if (offsets && SQUEEZED.matcher(line).matches()) {
      squeezed = true;
    } else if (!row(line, number) && !offsets) {
      finish();
    }
  }

  private boolean row(String line, int number) {
    Matcher colon = WITH_COLON.matcher(line);
    if (colon.matches()) {
      return rowAt(colon.group(1), HexRow.parse(colon.group(2), true), number);
    }
    Matcher bare = WITHOUT_COLON.matcher(line);
    if (bare.matches() && (offsets || bare.group(1).matches("0+"))) {
      String rest = bare.group(2);
      return rowAt(bare.group(1), HexRow.parse(rest == null ? "" : rest, false), number);
    }
    HexRow row = HexRow.parse(line, false);
    boolean fits = bytes.size() > 0 ? !offsets : row.beginsTable();
    if (row.isWhole() && row.length() > 0 && fits) {
      append(row.bytes());
      return true;
    }
    return false;
  }

  private boolean rowAt(String offset, HexRow row, int number) {
    int at = offset(offset);
    if (row.length() == 0) {
      return offsets && fillTo(at);
    }
    if (at == 0) {
      finish();
      offsets = true;
    } else if (!offsets) {
      return false;
    }
    if (!fillTo(at)) {
      gap(offset, number);
      finish();
      return true;
    }
    append(row.bytes());
    return true;
  }

  /** Returns the offset, -1 when it is beyond belief; {@code od} counts in octal. */
  private int offset(String digits) {
    long value = Long.parseUnsignedLong(digits, 16);
    boolean couldBeOctal = digits.matches("[0-7]{7,}") && bytes.size() > 0;
    if (couldBeOctal && (octal || value != bytes.size() && !squeezed)) {
      long other = Long.parseUnsignedLong(digits, 8);
      octal |= other == bytes.size();
      value = octal ? other : value;
    }
    return value < 0 || value > LARGEST ? -1 : (int) value;
  }

  /** Repeats the last row, which {@code *} stands for, up to an offset. */
  private boolean fillTo(int offset) {
    if (squeezed && lastRow.length > 0) {
      while (bytes.size() + lastRow.length <= offset) {
        append(lastRow);
      }
    }
    squeezed = false;
    return bytes.size() == offset;
  }

  private void gap(String offset, int line) {
    faults.lost(
        new SourceLocation(file, line, 0),
        "unreadable",
        offset,
        "row %s of the dump does not follow byte 0x%x; the rest of the table is left out"
            .formatted(offset, bytes.size()));
  }

  private void append(byte[] row) {
    if (bytes.size() + row.length <= LARGEST) {
      bytes.writeBytes(row);
      lastRow = row;
    }
  }

  private void finish() {
    byte[] table = unswapped(bytes.toByteArray());
    TableBytes dumped = new TableBytes(file, table);
    if (SIGNATURE.matcher(dumped.signature()).matches()) {
      tables.add(dumped);
    }
    bytes = new ByteArrayOutputStream();
    lastRow = new byte[0];
    offsets = false;
    octal = false;
    squeezed = false;
  }

  /** Plain {@code hexdump} prints little-endian words of two bytes, the last one filled up. */
  private byte[] unswapped(byte[] table) {
    byte[] swapped = new byte[table.length];
    for (int i = 0; i < table.length; i++) {
      int pair = i ^ 1;
      swapped[i] = table[pair < table.length ? pair : i];
    }
    TableBytes read = new TableBytes(file, swapped);
    if (!read.isKnown()) {
      return table;
    }
    boolean filled = read.isReadable() && read.u32(TableBytes.LENGTH_FIELD) == swapped.length - 1L;
    return filled ? Arrays.copyOf(swapped, swapped.length - 1) : swapped;
  }
}
