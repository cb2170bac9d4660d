package memfate.platform;

/**
 * A place in an input file.
 *
 * @param file path as the user gave it, {@code "-"} for standard input
 * @param line line, 1-based; 0 when the whole file is meant
 * @param column column, 1-based; 0 when the whole line is meant
 */
public record SourceLocation(String file, int line, int column) {

  /** A place that no file holds: defaults and derived values. */
  public static final SourceLocation NONE = new SourceLocation("", 0, 0);

  @Override
  public String toString() {
    return line == 0 ? file : column == 0 ? file + ":" + line : file + ":" + line + ":" + column;
  }
}
