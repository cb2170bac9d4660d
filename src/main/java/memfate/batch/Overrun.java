package memfate.batch;

/** A child process that did not answer: it is gone, another one may answer the next question. */
public final class Overrun extends Exception {
  private static final long serialVersionUID = 1L;

  /** What ended it. */
  public enum Cause {
    /** It took longer than it may, and was killed. */
    TIME,
    /** It needed more memory than it may. */
    MEMORY,
    /** It ended, or answered what no memfate answers. */
    DIED
  }

  private final Cause cause;

  Overrun(Cause cause, String message) {
    super(message);
    this.cause = cause;
  }

  /** Returns what ended it. */
  public Cause why() {
    return cause;
  }
}
