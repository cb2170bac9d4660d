package memfate.importer;

/**
 * What a reader accepts at most; beyond it lies an error, never a slow or fat process.
 *
 * @param documentBytes bytes of one document, and of one included file
 * @param depth nesting of lists and mappings
 * @param scalarLength characters of one key or value
 * @param diagnostics diagnostics kept for one document; the others are counted
 */
public record Limits(int documentBytes, int depth, int scalarLength, int diagnostics) {

  /** 64 MiB, 64 levels, 1 Mi characters, 1,000 diagnostics. */
  public static final Limits DEFAULT = new Limits(64 << 20, 64, 1 << 20, 1000);

  /** Returns the same limits with another size of a document. */
  public Limits withDocumentBytes(int bytes) {
    return new Limits(bytes, depth, scalarLength, diagnostics);
  }
}
