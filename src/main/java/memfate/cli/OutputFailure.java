package memfate.cli;

import java.io.IOException;
import memfate.importer.Inputs;
import org.jspecify.annotations.Nullable;

/** Output that could not be written. */
final class OutputFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final boolean readerLeft;

  /**
   * Makes a failure.
   *
   * @param target a file name, or {@code standard output}
   * @param cause why, null if nobody knows
   */
  OutputFailure(String target, @Nullable IOException cause) {
    super("cannot write %s: %s".formatted(target, reason(cause)), cause);
    this.readerLeft = cause instanceof ReaderLeft;
  }

  /** Returns whether a reader such as {@code head} went away, which is no reason to complain. */
  boolean readerLeft() {
    return readerLeft;
  }

  private static String reason(@Nullable IOException cause) {
    return cause == null || cause.getMessage() == null ? "the write failed" : Inputs.reason(cause);
  }
}
