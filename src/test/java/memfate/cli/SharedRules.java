package memfate.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import memfate.eval.BootEvaluation;
import memfate.eval.Evaluation;
import memfate.eval.PackSettings;

/** Opens each rules folder once with the same packs, so that many short runs compile once. */
final class SharedRules {
  private static final Map<List<Object>, Evaluation> OPENED = new ConcurrentHashMap<>();

  private SharedRules() {}

  static Evaluation open(Path rules, PackSettings packs) {
    return OPENED.computeIfAbsent(
        List.of(rules, packs.arguments()), key -> new BootEvaluation(rules, packs));
  }
}
