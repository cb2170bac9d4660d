package memfate.importer;

/**
 * What a reader accepts at most; beyond it lies an error, never a slow or fat process.
 *
 * @param documentBytes bytes of one document, and of one included file
 * @param inputBytes bytes of a compressed input after decompression
 * @param depth nesting of lists and mappings
 * @param scalarLength characters of one key or value
 * @param diagnostics diagnostics kept for one document; the others are counted
 * @param includedFiles other files that one document may include; 0 when it is to read none
 */
public record Limits(
    int documentBytes,
    long inputBytes,
    int depth,
    int scalarLength,
    int diagnostics,
    int includedFiles) {

  /** 64 MiB, 4 GiB, 64 levels, 1 Mi characters, 1,000 diagnostics, 100 included files. */
  public static final Limits DEFAULT = new Limits(64 << 20, 4L << 30, 64, 1 << 20, 1000, 100);

  /** Returns the same limits for a document that is to read no other file. */
  public Limits withoutIncludes() {
    return new Limits(documentBytes, inputBytes, depth, scalarLength, diagnostics, 0);
  }

  /** Returns the same limits with other sizes of a document and of a decompressed input. */
  public Limits withBytes(int document, long input) {
    return new Limits(document, input, depth, scalarLength, diagnostics, includedFiles);
  }
}
