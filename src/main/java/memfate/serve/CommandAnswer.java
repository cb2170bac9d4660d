package memfate.serve;

/**
 * A command line that was run.
 *
 * @param code its exit code
 * @param out what it wrote to standard output
 * @param err what it wrote to standard error
 */
public record CommandAnswer(int code, String out, String err) {}
