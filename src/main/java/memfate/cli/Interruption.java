package memfate.cli;

import java.util.List;
import java.util.function.Supplier;

/**
 * What happens when a signal ends the process: whole records are flushed, and the user learns how
 * to go on. Java ends with 130 or 143 by itself.
 */
final class Interruption implements AutoCloseable {
  /** How long a reader that does not read, as of a full pipe, may hold up the end. */
  private static final long PATIENCE_MILLIS = 5000;

  private final Thread hook;
  private boolean armed = true;

  private Interruption(Output output, Supplier<List<String>> hint) {
    hook = new Thread(() -> interrupted(output, hint), "memfate-interruption");
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /**
   * Prepares for a signal.
   *
   * @param hint what to say, a line each
   */
  static Interruption of(Output output, Supplier<List<String>> hint) {
    return new Interruption(output, hint);
  }

  private static void interrupted(Output output, Supplier<List<String>> hint) {
    Thread flush = new Thread(output::flushForGood, "memfate-flush");
    flush.setDaemon(true);
    flush.start();
    try {
      flush.join(PATIENCE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    hint.get().forEach(System.err::println);
    System.err.flush();
  }

  /** Lets a signal end the process at once. */
  void disarm() {
    if (armed) {
      armed = false;
      try {
        Runtime.getRuntime().removeShutdownHook(hook);
      } catch (IllegalStateException e) {
        // The process is ending: the hook has its turn.
      }
    }
  }

  @Override
  public void close() {
    disarm();
  }
}
