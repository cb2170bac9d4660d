package memfate.importer.capture;

import org.jspecify.annotations.Nullable;

/**
 * One entry of {@code /proc/iomem} as written: two addresses, {@code :} and a name.
 *
 * @param indent columns before the range, a tab counting up to the next multiple of eight
 * @param column where the range starts, 1-based
 * @param first first address, hexadecimal
 * @param last last address, hexadecimal
 * @param token both addresses as written
 * @param name what is there; a comment behind {@code #} is cut off
 * @param line line of the file, 1-based
 */
record IomemLine(
    int indent, int column, String first, String last, String token, String name, int line) {

  /** No address has more digits than this, and names of resources are short. */
  private static final int LONGEST_ADDRESS = 66;

  private static final int LONGEST_NAME = 1000;
  private static final int TAB = 8;

  /** Returns the entry of a line, or null if it has none. */
  static @Nullable IomemLine parse(String text, int line) {
    int from = skipQuotes(text);
    int indent = 0;
    for (; from < text.length() && isBlank(text.charAt(from)); from++) {
      indent = text.charAt(from) == '\t' ? (indent / TAB + 1) * TAB : indent + 1;
    }
    int dash = addressEnd(text, from);
    int end = dash < 0 || !startsWith(text, dash, '-') ? -1 : addressEnd(text, dash + 1);
    if (end < 0) {
      return null;
    }
    int colon = end;
    while (colon < text.length() && isBlank(text.charAt(colon))) {
      colon++;
    }
    if (!startsWith(text, colon, ':')) {
      return null;
    }
    String name =
        text.substring(colon + 1, Math.min(text.length(), colon + 1 + LONGEST_NAME)).strip();
    return new IomemLine(
        indent,
        from + 1,
        text.substring(from, dash),
        text.substring(dash + 1, end),
        text.substring(from, end),
        withoutComment(name),
        line);
  }

  /** Returns the entry as the kernel prints it, without indentation. */
  String text() {
    return token + " : " + name;
  }

  /** Skips what mails put before quoted lines. */
  private static int skipQuotes(String text) {
    int at = text.startsWith("\ufeff") ? 1 : 0;
    for (int i = at; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '>') {
        at = startsWith(text, i + 1, ' ') ? i + 2 : i + 1;
      } else if (c != ' ') {
        break;
      }
    }
    return Math.min(at, text.length());
  }

  /** Returns where the hexadecimal number at {@code from} ends, or -1 if there is none. */
  private static int addressEnd(String text, int from) {
    int digits = text.startsWith("0x", from) ? from + 2 : from;
    int end = digits;
    while (end < text.length()
        && end - from <= LONGEST_ADDRESS
        && text.charAt(end) < 128
        && Character.digit(text.charAt(end), 16) >= 0) {
      end++;
    }
    return end == digits || end - from > LONGEST_ADDRESS ? -1 : end;
  }

  private static String withoutComment(String name) {
    int comment = name.indexOf(" #");
    return comment < 0 ? name : name.substring(0, comment).strip();
  }

  private static boolean startsWith(String text, int at, char c) {
    return at < text.length() && text.charAt(at) == c;
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t' || c == '\u00a0';
  }
}
