package memfate.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import memfate.eval.BootEvaluation;
import memfate.eval.Evaluation;
import memfate.eval.PackSettings;

/**
 * Runs the commands of pages: memfate in this process, each policy compiled once; what it is piped
 * through, and everything else, by {@code sh}.
 */
final class Shell {
  private static final Pattern MEMFATE =
      Pattern.compile("target/memfate/bin/memfate ([^|]*)(?:\\|(.*))?");
  private static final Pattern WORD = Pattern.compile("'([^']*)'|(\\S+)");

  private final Map<List<Object>, Evaluation> opened = new ConcurrentHashMap<>();

  /** Runs a command. What memfate writes to standard error comes first, as on a terminal. */
  Console run(String command) {
    Matcher memfate = MEMFATE.matcher(command);
    if (!memfate.matches()) {
      return sh(command, "");
    }
    Console ran = Console.run(this::open, words(memfate.group(1)));
    String filter = memfate.group(2);
    if (filter == null) {
      return new Console(ran.code(), ran.err() + ran.out(), ran.err());
    }
    Console filtered = sh(filter, ran.out());
    return new Console(filtered.code(), ran.err() + filtered.out(), ran.err());
  }

  /** Compiles policies anew. */
  void forget() {
    opened.clear();
  }

  private Evaluation open(Path rules, PackSettings packs) {
    return opened.computeIfAbsent(
        List.of(rules.toAbsolutePath().normalize(), packs), k -> new BootEvaluation(rules, packs));
  }

  private static String[] words(String arguments) {
    return WORD.matcher(arguments)
        .results()
        .map(word -> word.group(1) == null ? word.group(2) : word.group(1))
        .toArray(String[]::new);
  }

  private static Console sh(String command, String input) {
    try {
      Path in = Files.createTempFile("memfate", ".in");
      try {
        Files.writeString(in, input);
        ProcessBuilder builder = new ProcessBuilder(List.of("sh", "-c", command));
        builder.environment().put("LC_ALL", "C");
        Process process = builder.redirectInput(in.toFile()).redirectErrorStream(true).start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Console(process.waitFor(), out, "");
      } finally {
        Files.delete(in);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
