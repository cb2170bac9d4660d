package memfate.report;

import memfate.platform.Printable;

/** Text for XML 1.0, in an element or in a double-quoted attribute. */
final class XmlText {
  private static final int FIRST_NON_CHARACTER = 0xfffe;

  private XmlText() {}

  /** Returns one line: what XML cannot hold, line breaks included, is written as an escape. */
  static String line(String text) {
    StringBuilder out = new StringBuilder(text.length() + 16);
    Printable.of(text)
        .codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case FIRST_NON_CHARACTER, FIRST_NON_CHARACTER + 1 ->
                    out.append("\\u%04x".formatted(c));
                default -> out.appendCodePoint(c);
              }
            });
    return out.toString();
  }

  /** Returns {@code name="text"} with a space before it. */
  static String attribute(String name, String text) {
    return " " + name + "=\"" + line(text) + "\"";
  }
}
