package memfate.importer.acpi;

import java.io.ByteArrayOutputStream;
import java.util.HexFormat;

/** The bytes of one row of a hex dump, without its offset and its column of characters. */
final class HexRow {
  private static final int HALF = 8;

  private final byte[] bytes;
  private final boolean whole;

  private HexRow(byte[] bytes, boolean whole) {
    this.bytes = bytes;
    this.whole = whole;
  }

  /**
   * Reads groups of digits up to what is none. The column of characters, which may look like
   * digits, stands behind two spaces or more; {@code hexdump -C}, which prints no colon, has two
   * spaces in the middle as well, and a bar before the characters.
   */
  static HexRow parse(String row, boolean colon) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    int at = 0;
    while (true) {
      int word = skipBlanks(row, at);
      int gap = word - at;
      if (word == row.length()) {
        return new HexRow(bytes.toByteArray(), true);
      }
      if (bytes.size() > 0 && gap > 1 && (colon || gap > 2 || bytes.size() != HALF)) {
        return new HexRow(bytes.toByteArray(), row.startsWith("//", word));
      }
      int end = wordEnd(row, word);
      if (!append(row, word, end, bytes)) {
        return new HexRow(bytes.toByteArray(), row.startsWith("//", word));
      }
      at = end;
    }
  }

  /** Takes pairs of digits, in the C notation as well: {@code 4345}, {@code 0x43,}. */
  private static boolean append(String row, int from, int to, ByteArrayOutputStream bytes) {
    int first = row.startsWith("0x", from) || row.startsWith("0X", from) ? from + 2 : from;
    int last = row.charAt(to - 1) == ',' ? to - 1 : to;
    if (first >= last || (last - first) % 2 != 0) {
      return false;
    }
    for (int i = first; i < last; i++) {
      if (!HexFormat.isHexDigit(row.charAt(i))) {
        return false;
      }
    }
    bytes.writeBytes(HexFormat.of().parseHex(row, first, last));
    return true;
  }

  byte[] bytes() {
    return bytes;
  }

  /** Returns whether nothing but bytes, and a comment, stands in the row. */
  boolean isWhole() {
    return whole;
  }

  int length() {
    return bytes.length;
  }

  /** Returns whether the row begins with the signature of a table that is read here. */
  boolean beginsTable() {
    return new TableBytes("", bytes).isKnown();
  }

  private static int skipBlanks(String row, int from) {
    int at = from;
    while (at < row.length() && Character.isWhitespace(row.charAt(at))) {
      at++;
    }
    return at;
  }

  private static int wordEnd(String row, int from) {
    int at = from;
    while (at < row.length() && !Character.isWhitespace(row.charAt(at))) {
      at++;
    }
    return at;
  }
}
