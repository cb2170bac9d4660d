package memfate.importer.capture;

/**
 * A line of a kernel log, or several that a mail broke, without what stands before the message.
 *
 * @param time seconds since boot, NaN when not told
 * @param stamped whether a time stamp or the word {@code kernel:} stands before the message
 * @param text the message, without blanks around it
 * @param line line of the file, 1-based
 * @param column where the message starts, 1-based
 * @param width characters of the last line of the file that it takes
 * @param parts how many lines of the file it takes
 */
record LogLine(
    double time, boolean stamped, String text, int line, int column, int width, int parts) {

  LogLine joined(String between, LogLine next) {
    String both = text + between + next.text;
    return new LogLine(time, stamped, both, line, column, next.width, parts + 1);
  }
}
