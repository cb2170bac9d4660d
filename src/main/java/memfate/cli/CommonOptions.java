package memfate.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options of every command that reads rules. */
final class CommonOptions {

  /** When to colour. */
  enum Colour {
    AUTO,
    ALWAYS,
    NEVER
  }

  @Option(
      names = "--rules",
      paramLabel = "DIR",
      description = "Rules folder (default: the one beside bin/, else ./rules).")
  private @Nullable Path rules;

  @Option(
      names = "--color",
      paramLabel = "WHEN",
      description = "Colour: auto, always, never. auto honours NO_COLOR.")
  private Colour colour = Colour.AUTO;

  @Option(
      names = {"-q", "--quiet"},
      description = "No warnings on standard error.")
  private boolean quiet;

  @Option(
      names = {"-v", "--verbose"},
      description = "More: resource tree and log in text, stack trace of a bug.")
  private boolean verbose;

  /** Returns the rules folder: as told, beside the launcher, or in the working directory. */
  Path rules() {
    String home = System.getProperty("memfate.home");
    if (rules != null) {
      return rules;
    }
    return home == null ? Path.of("rules") : Path.of(home, "rules");
  }

  boolean colours(Streams streams) {
    return colour == Colour.ALWAYS || (colour == Colour.AUTO && streams.terminal());
  }

  boolean quiet() {
    return quiet;
  }

  boolean verbose() {
    return verbose;
  }
}
