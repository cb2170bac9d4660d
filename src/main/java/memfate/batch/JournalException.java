package memfate.batch;

/** A journal that cannot be gone on with: what the user has to know. */
public final class JournalException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  JournalException(String message) {
    super(message);
  }
}
