package memfate.cli;

import java.io.IOException;

/** Whoever read the output, such as {@code head}, went away. */
final class ReaderLeft extends IOException {
  private static final long serialVersionUID = 1L;

  ReaderLeft(IOException cause) {
    super(cause);
  }
}
