package memfate.report;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Pattern;
import memfate.platform.Printable;

/** Messages and file names as SARIF 2.1.0 wants them. */
final class SarifText {
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\d+}");
  private static final String LITERAL = "-._~/!$&'()*+,;=@";

  private SarifText() {}

  /**
   * Returns the text as a plain message. A viewer takes {@code [text](target)} for a link and
   * {@code {0}} for a placeholder (sections 3.11.5 and 3.11.6 of the specification): text from an
   * input is neither, and is escaped where it looks so.
   */
  static String message(String text) {
    String plain = Printable.of(text);
    if (plain.contains("](")) {
      plain = plain.replace("\\", "\\\\").replace("[", "\\[").replace("]", "\\]");
    }
    return PLACEHOLDER.matcher(plain).find() ? plain.replace("{", "{{").replace("}", "}}") : plain;
  }

  /** Returns a file name as a URI reference: relative as it stands, absolute with its scheme. */
  static String uri(String file) {
    String path = file;
    while (path.startsWith("./") && path.length() > 2) {
      path = path.substring(2);
    }
    StringBuilder uri = new StringBuilder(path.startsWith("/") ? "file://" : "");
    for (byte b : path.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (b & 0xff);
      if (isLiteral(c)) {
        uri.append(c);
      } else {
        uri.append(String.format(Locale.ROOT, "%%%02X", (int) c));
      }
    }
    return uri.toString();
  }

  private static boolean isLiteral(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || LITERAL.indexOf(c) >= 0;
  }
}
