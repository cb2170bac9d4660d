package memfate.importer.capture;

/** Knows some kinds of messages of a kernel log. */
interface LogReader {

  /** Takes a message in; others than its own mean nothing to it. */
  void read(LogLine line);

  /** Tells what only the whole log says. */
  default void finish() {}
}
