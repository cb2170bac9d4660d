package memfate.spark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import memfate.batch.DecisionCache;
import memfate.eval.Boots;
import memfate.eval.Evaluation;

/**
 * The rules that this JVM has open, each set once: whatever tasks run here share what is compiled
 * and what is decided.
 *
 * @param evaluation boots every platform
 * @param cached boots once what is alike to a policy
 */
record OpenRules(Evaluation evaluation, Boots cached) {
  private static final Map<String, OpenRules> OPEN = new ConcurrentHashMap<>();

  /** Opens rules, unless they are open already. */
  static OpenRules of(RuleFiles files) {
    return OPEN.computeIfAbsent(files.sha256(), digest -> open(files));
  }

  private static OpenRules open(RuleFiles files) {
    try {
      Path folder = Files.createTempDirectory("memfate-rules-");
      Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(folder), "memfate-rules"));
      Evaluation evaluation = files.open(folder);
      return new OpenRules(evaluation, evaluation.cached(new DecisionCache()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path folder) {
    try (Stream<Path> all = Files.walk(folder)) {
      all.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(java.io.File::delete);
    } catch (IOException e) {
      // The process ends, and the folder is the operating system's to clean.
    }
  }
}
