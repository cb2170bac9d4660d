package memfate.report;

/**
 * Where a description stands.
 *
 * @param path as the user gave it, {@code -} for standard input
 * @param document position of the document in its file, from 1
 * @param line first line of the document, from 1; 0 when the file could not be read
 * @param sha256 digest of the document's bytes in hex, empty when the file could not be read
 */
public record Input(String path, int document, int line, String sha256) {

  /** Returns {@code path:line}. */
  @Override
  public String toString() {
    return line == 0 ? path : path + ":" + line;
  }
}
