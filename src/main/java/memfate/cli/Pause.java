package memfate.cli;

/** Waits between two looks at the files that are watched. */
interface Pause {
  /** A quarter of a second, until somebody interrupts. */
  Pause SHORT =
      () -> {
        try {
          Thread.sleep(250);
          return true;
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          return false;
        }
      };

  /** Waits, and returns whether to look again. */
  boolean again();
}
