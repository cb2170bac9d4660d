package memfate.importer.acpi;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import memfate.importer.Unsigned;

/**
 * A field that an iasl listing prints: {@code [024h 0036 1] Subtable Type : 01 [CXL Host Bridge
 * Structure]}.
 *
 * @param number line within the file, 1-based
 * @param text the line without what follows the value
 * @param label in lower case, with single spaces
 * @param value digits, or what stands between quotes
 * @param name what the listing calls the value, in brackets; or empty
 * @param offset bytes from the start of the table as printed, -1 if not
 * @param width bytes of the field as printed, -1 if not
 */
record ListingLine(
    int number, String text, String label, String value, String name, long offset, int width) {
  private static final Pattern FIELD =
      Pattern.compile(
          "\\s*(?<place>\\[[^\\]]{0,40}\\])?\\s*(?<label>[A-Za-z][^:\"]{0,60}?)\\s*:\\s*"
              + "(?<value>\"[^\"]*\"|[^\\s\\[\"]+)\\s*(?<name>\\[[^\\]]{0,200}\\])?.*");

  /** {@code [0A4h 0164 1]}, and since 2022 {@code [0A4h 0164 001h]}. */
  private static final Pattern PLACE =
      Pattern.compile(
          "\\[([0-9A-Fa-f]{1,8})h\\s+([0-9]{1,9})\\s+([0-9A-Fa-f]{1,4}h|[0-9]{1,4})\\]");

  static Optional<ListingLine> parse(String line, int number) {
    Matcher field = FIELD.matcher(line);
    if (!field.matches()) {
      return Optional.empty();
    }
    String label = field.group("label").replaceAll("\\s+", " ").toLowerCase(Locale.ROOT);
    String value = field.group("value").replace("\"", "").replaceFirst("^0[xX](?=.)", "");
    String name = field.group("name") == null ? "" : field.group("name");
    String place = field.group("place") == null ? "" : field.group("place");
    Matcher printed = PLACE.matcher(place);
    boolean told = printed.matches();
    return Optional.of(
        new ListingLine(
            number,
            line.strip(),
            label,
            value,
            name,
            told ? Long.parseLong(printed.group(1), 16) : -1,
            told ? width(printed.group(3)) : -1));
  }

  private static int width(String text) {
    return text.endsWith("h")
        ? Integer.parseInt(text.substring(0, text.length() - 1), 16)
        : Integer.parseInt(text);
  }

  boolean isNumber() {
    return Unsigned.isDigits(value, 16) && value.replaceFirst("^0+", "").length() <= 16;
  }

  /** Returns the value; only of a number. */
  long unsigned() {
    return Long.parseUnsignedLong(value, 16);
  }

  /** Returns the bytes of the field in table order, as hex. */
  String hex() {
    StringBuilder hex = new StringBuilder();
    for (int i = value.length(); i > 0; i -= 2) {
      hex.append(i == 1 ? "0" + value.charAt(0) : value.substring(i - 2, i));
    }
    return hex.toString().toLowerCase(Locale.ROOT);
  }
}
