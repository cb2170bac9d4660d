package memfate.importer;

/**
 * Where a text begins that is cut into documents.
 *
 * @param name what diagnostics call the input that it is of
 * @param documents documents of that input before it
 * @param lines lines of that input before it
 */
public record Origin(String name, int documents, int lines) {

  /** The begin of an input. */
  public static Origin of(String name) {
    return new Origin(name, 0, 0);
  }
}
