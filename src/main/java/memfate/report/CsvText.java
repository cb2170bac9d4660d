package memfate.report;

import java.util.stream.Collectors;
import java.util.stream.Stream;
import memfate.platform.Printable;

/**
 * Rows for spreadsheets (RFC 4180).
 *
 * <p>A cell never holds a line break: control characters are written as escapes. A cell that a
 * spreadsheet would take for a formula, one that begins with {@code =}, {@code +}, {@code -} or
 * {@code @}, gets an apostrophe before it.
 */
public final class CsvText {
  private CsvText() {}

  /** Returns a row with its line end. */
  public static String row(Stream<String> cells) {
    return cells.map(CsvText::cell).collect(Collectors.joining(",")) + "\r\n";
  }

  private static String cell(String text) {
    String plain = Printable.of(text);
    boolean formula = !plain.isEmpty() && "=+-@".indexOf(plain.charAt(0)) >= 0;
    String safe = formula ? "'" + plain : plain;
    return safe.contains(",") || safe.contains("\"")
        ? "\"" + safe.replace("\"", "\"\"") + "\""
        : safe;
  }
}
