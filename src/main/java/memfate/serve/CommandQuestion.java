package memfate.serve;

import java.util.List;

/**
 * A command line that a child process is to run.
 *
 * @param arguments the command and its arguments
 */
public record CommandQuestion(List<String> arguments) {}
