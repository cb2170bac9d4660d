package memfate.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import memfate.batch.Limits;
import memfate.engine.RuleCache;
import memfate.eval.Evaluation;
import memfate.eval.EvaluationSource;
import memfate.eval.PackSettings;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Options of every command that reads rules. */
final class CommonOptions {
  /** A JVM with less does not get as far as compiling rules. */
  private static final int LEAST_MEMORY = 32;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

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

  @Option(
      names = "--sandbox",
      negatable = true,
      description = {
        "Run the rules in another process with limits on time and memory: for rules from",
        "strangers. A platform that hits a limit has no answer, the others go on. Default: with",
        "packs from elsewhere than the rules folder."
      })
  private @Nullable Boolean sandbox;

  @Option(
      names = "--limit-seconds",
      paramLabel = "N",
      description = "With --sandbox: most time for one platform (default: ${DEFAULT-VALUE}).")
  private int limitSeconds = (int) Limits.DEFAULT.time().toSeconds();

  @Option(
      names = "--limit-memory",
      paramLabel = "MIB",
      description = "With --sandbox: most memory of the process (default: ${DEFAULT-VALUE}).")
  private int limitMemory = Limits.DEFAULT.megabytes();

  @Option(
      names = "--no-rule-cache",
      description = {
        "Compile the rules anew; without it, what earlier runs compiled is taken from",
        "XDG_CACHE_HOME/memfate (~/.cache/memfate)."
      })
  private boolean noRuleCache;

  /** Returns the rules folder: as told, beside the launcher, or in the working directory. */
  Path rules() {
    String home = System.getProperty("memfate.home");
    if (rules != null) {
      return rules;
    }
    return home == null ? Path.of("rules") : Path.of(home, "rules");
  }

  /** Returns whether rules run in a process of their own: as told, else when packs are foreign. */
  boolean isSandboxed(PackSettings packs) {
    return sandbox == null ? packs.hasForeign(rules()) : sandbox;
  }

  /** Returns whether the sandbox is switched off by name. */
  boolean refusesSandbox() {
    return Boolean.FALSE.equals(sandbox);
  }

  /** Opens the rules folder and packs; in the sandbox, what runs rules runs elsewhere. */
  Evaluation open(EvaluationSource evaluations, PackSettings packs) {
    Evaluation here = evaluations.open(rules(), packs).caching(ruleCache());
    return isSandboxed(packs) ? new SandboxedEvaluation(here, arguments(packs), limits()) : here;
  }

  /** Returns where compiled rules are kept. */
  RuleCache ruleCache() {
    return noRuleCache
        ? RuleCache.NONE
        : RuleCache.ofUser(
            note -> {
              if (verbose) {
                spec.commandLine().getErr().println("memfate: " + note);
              }
            });
  }

  /** Returns the options that open the same rules in another process. */
  private List<String> arguments(PackSettings packs) {
    List<String> arguments = new ArrayList<>(List.of("--rules", rules().toString()));
    if (noRuleCache) {
      arguments.add("--no-rule-cache");
    }
    arguments.addAll(packs.arguments());
    return arguments;
  }

  /** Returns the limits of a process that runs rules. */
  Limits limits() {
    if (limitSeconds < 1 || limitMemory < LEAST_MEMORY) {
      throw new ParameterException(
          spec.commandLine(),
          "--limit-seconds needs 1 or more, --limit-memory %d or more".formatted(LEAST_MEMORY));
    }
    return new Limits(Duration.ofSeconds(limitSeconds), limitMemory);
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
