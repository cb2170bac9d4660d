package memfate.importer;

import java.util.ArrayList;
import java.util.List;
import memfate.platform.SourceLocation;
import org.jspecify.annotations.Nullable;

/** The text of one document, and where it lies in its file. */
public final class Source {
  /** A document that starts further right than this is shown without its first line. */
  private static final int WIDEST_INDENT = 400;

  private final String name;
  private final String text;
  private final int firstLine;
  private final int firstColumn;
  private @Nullable List<String> lines;

  public Source(String name, String text, int firstLine, int firstColumn) {
    this.name = name;
    this.text = text;
    this.firstLine = firstLine;
    this.firstColumn = firstColumn;
  }

  public String name() {
    return name;
  }

  public String text() {
    return text;
  }

  /** Returns the place of a line and column that count from the document's start, 1-based. */
  public SourceLocation locate(int line, int column) {
    int shift = line == 1 ? firstColumn - 1 : 0;
    return new SourceLocation(name, firstLine + line - 1, column + shift);
  }

  /** Returns the place behind the last character that is not blank. */
  SourceLocation end() {
    List<String> used = splitLines(text.stripTrailing());
    return locate(used.size(), used.get(used.size() - 1).length() + 1);
  }

  /** Returns the text of a line of the file, empty when this document does not hold it. */
  public String line(int line) {
    int index = line - firstLine;
    if (index < 0 || index >= lines().size()) {
      return "";
    }
    if (index > 0 || firstColumn == 1) {
      return lines().get(index);
    }
    return firstColumn > WIDEST_INDENT ? "" : " ".repeat(firstColumn - 1) + lines().get(0);
  }

  /** Returns how many columns the token {@code text} takes at a place, its quotes included. */
  int extent(SourceLocation at, String token) {
    String line = line(at.line());
    int from = at.column() - 1;
    if (from < 0 || from >= line.length()) {
      return 1;
    }
    char first = line.charAt(from);
    if (first == '"' || first == '\'') {
      return closingQuote(line, from, first) - from + 1;
    }
    return line.startsWith(token, from) ? Math.max(1, token.length()) : 1;
  }

  private static int closingQuote(String line, int from, char quote) {
    for (int i = from + 1; i < line.length(); i++) {
      if (line.charAt(i) == '\\' && quote == '"') {
        i++;
      } else if (line.charAt(i) == quote) {
        return i;
      }
    }
    return line.length() - 1;
  }

  private List<String> lines() {
    List<String> split = lines;
    if (split == null) {
      split = splitLines(text);
      lines = split;
    }
    return split;
  }

  /** Splits at LF, CR LF and CR, as both parsers count. */
  private static List<String> splitLines(String text) {
    List<String> lines = new ArrayList<>();
    int from = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean crlf = c == '\r' && i + 1 < text.length() && text.charAt(i + 1) == '\n';
      if ((c == '\n' || c == '\r') && !crlf) {
        int end = c == '\n' && i > from && text.charAt(i - 1) == '\r' ? i - 1 : i;
        lines.add(text.substring(from, end));
        from = i + 1;
      }
    }
    lines.add(text.substring(from));
    return lines;
  }
}
