package memfate.importer;

/** Ends the reading of one document whose problem is already reported. */
final class UnreadableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UnreadableException() {
    super("reported", null, false, false);
  }
}
