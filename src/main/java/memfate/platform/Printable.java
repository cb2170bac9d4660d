package memfate.platform;

/** Text from inputs, made safe for a terminal: reports and diagnostics show nothing else. */
public final class Printable {
  private Printable() {}

  /**
   * Returns the text with everything that a terminal would obey, and everything that would reorder
   * or break a line, written as an escape.
   */
  public static String of(String text) {
    if (text.codePoints().allMatch(Printable::isPlain)) {
      return text;
    }
    StringBuilder out = new StringBuilder(text.length() + 16);
    text.codePoints()
        .forEach(
            c -> {
              if (isPlain(c)) {
                out.appendCodePoint(c);
              } else {
                out.append(c == '\t' ? "\\t" : "\\u%04x".formatted(c));
              }
            });
    return out.toString();
  }

  private static boolean isPlain(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE ->
          false;
      default -> true;
    };
  }
}
