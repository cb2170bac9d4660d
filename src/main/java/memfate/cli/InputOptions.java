package memfate.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import memfate.batch.DecisionCache;
import memfate.eval.Boots;
import memfate.eval.Evaluation;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** What to read, and with how many threads: of every command that takes many platforms. */
final class InputOptions {
  @Parameters(
      paramLabel = "PATH",
      arity = "0..*",
      description = {
        "Descriptions (YAML, JSON, JSON lines), captures (folders, tar archives, files that a",
        "machine prints), folders of both, globs; - is standard input."
      })
  private List<String> paths = new ArrayList<>();

  @Option(
      names = "-j",
      paramLabel = "N",
      description = "Threads (default: one a processor). The output does not depend on it.")
  private int threads = Runtime.getRuntime().availableProcessors();

  @Option(
      names = "--no-cache",
      description = {
        "Evaluates every platform. Else those that differ in nothing that a policy can see, but in",
        "name, source and places, are evaluated once. The output does not depend on it."
      })
  private boolean noCache;

  List<String> paths() {
    return paths;
  }

  /** Returns what boots platforms: with a cache, unless nobody wants it. */
  Boots boots(Evaluation evaluation, DecisionCache cache) {
    return noCache ? evaluation : evaluation.cached(cache);
  }

  /** Returns whether what is alike is evaluated once. */
  boolean isCaching() {
    return !noCache;
  }

  int threads() {
    return threads;
  }

  /**
   * Returns the reports that are asked for.
   *
   * @param command the command that the options belong to
   * @param outputs values of {@code -o}
   * @param formats formats that there are, the default first
   */
  <F extends Enum<F>> List<Wish<F>> wishes(
      CommandLine command, List<String> outputs, Class<F> formats) {
    if (paths.isEmpty()) {
      throw new ParameterException(command, "Missing required parameter: 'PATH'");
    }
    if (threads < 1) {
      throw new ParameterException(command, "-j needs a positive number");
    }
    try {
      List<Wish<F>> wishes = Wish.parseAll(outputs, formats);
      wishes.forEach(wish -> keepInputs(wish.file()));
      return wishes;
    } catch (IllegalArgumentException e) {
      throw new ParameterException(command, e.getMessage(), e);
    }
  }

  /** A report must not take the place of a description that it is made of. */
  private void keepInputs(String file) {
    for (String path : paths) {
      if (!file.isEmpty() && !path.equals("-") && sameFile(file, path)) {
        throw new IllegalArgumentException("-o would overwrite the input " + path);
      }
    }
  }

  private static boolean sameFile(String a, String b) {
    try {
      return Files.isRegularFile(Path.of(a)) && Files.isSameFile(Path.of(a), Path.of(b));
    } catch (IOException | InvalidPathException e) {
      return false;
    }
  }
}
