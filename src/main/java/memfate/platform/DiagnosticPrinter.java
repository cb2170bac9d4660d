package memfate.platform;

import java.util.Locale;

/**
 * Writes a diagnostic for people.
 *
 * <pre>
 * error: range ends at 0x1fff, before its start 0x2000
 *   --> inputs/acme-x1.yaml:14:12
 *    |
 * 14 |     range: 0x2000-0x1fff
 *    |            ^^^^^^^^^^^^^
 *    = help: ...
 * </pre>
 *
 * <p>Characters of the input that could move a terminal's cursor are written as escapes.
 */
public final class DiagnosticPrinter {
  private static final int CONTEXT_BEFORE = 60;
  private static final int WIDEST_LINE = 160;

  private DiagnosticPrinter() {}

  /** Returns the lines of a diagnostic, each with its line end. */
  public static String print(Diagnostic diagnostic) {
    StringBuilder out = new StringBuilder();
    String severity = diagnostic.severity().name().toLowerCase(Locale.ROOT);
    String code = diagnostic.code().isEmpty() ? "" : "[" + diagnostic.code() + "]";
    out.append(severity)
        .append(code)
        .append(": ")
        .append(Printable.of(diagnostic.message()))
        .append('\n');
    SourceLocation at = diagnostic.at();
    String number = at.line() == 0 ? "" : Integer.toString(at.line());
    String gutter = " ".repeat(number.isEmpty() ? 2 : number.length());
    if (!at.file().isEmpty()) {
      out.append(gutter).append("--> ").append(Printable.of(at.toString())).append('\n');
    }
    if (at.line() > 0 && !diagnostic.sourceLine().isEmpty()) {
      out.append(gutter).append(" |\n");
      appendSource(out, diagnostic, number, gutter);
    }
    if (!diagnostic.help().isEmpty()) {
      out.append(gutter).append(" = help: ").append(Printable.of(diagnostic.help())).append('\n');
    }
    return out.toString();
  }

  private static void appendSource(
      StringBuilder out, Diagnostic diagnostic, String number, String gutter) {
    String line = diagnostic.sourceLine();
    int caret = Math.min(Math.max(0, diagnostic.at().column() - 1), line.length());
    boolean wide = line.length() > WIDEST_LINE;
    int from = wide ? Math.max(0, caret - CONTEXT_BEFORE) : 0;
    int to = Math.min(line.length(), from + WIDEST_LINE);
    String before = (from > 0 ? "..." : "") + Printable.of(line.substring(from, caret));
    int markedTo = Math.max(caret, Math.min(to, caret + diagnostic.length()));
    String marked = Printable.of(line.substring(caret, markedTo));
    String after = Printable.of(line.substring(markedTo, to)) + (to < line.length() ? "..." : "");
    out.append(number).append(" | ").append(before).append(marked).append(after).append('\n');
    if (diagnostic.at().column() > 0) {
      out.append(gutter).append(" | ").append(" ".repeat(before.length()));
      out.append("^".repeat(Math.max(1, marked.length()))).append('\n');
    }
  }
}
