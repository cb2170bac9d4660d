package memfate.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import memfate.eval.EvaluationSource;

/**
 * A command line that was run: its exit code and what it wrote.
 *
 * @param out standard output
 * @param err standard error
 */
record Console(int code, String out, String err) {

  static Console run(EvaluationSource evaluations, String... args) {
    return run(evaluations, () -> false, args);
  }

  /**
   * Runs a command line.
   *
   * @param pause what happens between two looks at files that are watched
   */
  static Console run(EvaluationSource evaluations, Pause pause, String... args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Streams streams =
        new Streams(
            new ByteArrayInputStream(new byte[0]),
            new PrintStream(out, false, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            false,
            () -> null);
    int code = new Main(streams, evaluations, pause).run(args);
    return new Console(
        code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }
}
