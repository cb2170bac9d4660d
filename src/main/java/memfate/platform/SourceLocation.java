package memfate.platform;

/**
 * A place in an input file.
 *
 * @param file path as the user gave it, {@code "-"} for standard input
 * @param line line, 1-based; 0 when the whole file is meant
 * @param column column, 1-based; 0 when the whole line is meant
 * @param offset byte within a binary table, -1 where lines count
 */
public record SourceLocation(String file, int line, int column, int offset) {

  /** A place that no file holds: defaults and derived values. */
  public static final SourceLocation NONE = new SourceLocation("", 0, 0);

  public SourceLocation(String file, int line, int column) {
    this(file, line, column, -1);
  }

  /** Returns a place within the bytes of a table, however the file spells them. */
  public static SourceLocation ofByte(String file, int offset) {
    return new SourceLocation(file, 0, 0, offset);
  }

  @Override
  public String toString() {
    if (offset >= 0) {
      return "%s:0x%x".formatted(file, offset);
    }
    return line == 0 ? file : column == 0 ? file + ":" + line : file + ":" + line + ":" + column;
  }
}
