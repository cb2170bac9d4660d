package memfate.cli;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import memfate.boot.Exploration;
import memfate.boot.Exploration.Limits;
import memfate.boot.Exploration.Orders;
import memfate.boot.Exploration.RangeOrders;
import memfate.boot.Judgement;
import memfate.boot.SearchStore;
import memfate.boot.Witness;
import memfate.report.Evaluated;
import memfate.report.Run;
import memfate.report.WitnessFile;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Options of commands that explore orders of events. */
final class ExploreSettings {

  @Option(
      names = "--limit-states",
      paramLabel = "N",
      description = {
        "Most states of one platform under one policy (default: 200000). Beyond it, random orders",
        "are sampled, and the exit code is 5."
      })
  private @Nullable Integer limitStates;

  @Option(
      names = "--seed",
      paramLabel = "S",
      description = "Seed of the orders that are sampled beyond the limit (default: 1).")
  private @Nullable Long seed;

  @Option(
      names = "--no-reduction",
      description = {
        "Runs the rules for each event of each state anew. The answer is the same; this is slow,",
        "and there to be compared with."
      })
  private boolean noReduction;

  @Option(
      names = "--resume",
      paramLabel = "FILE",
      description = {
        "explore, eval --order open: keeps the states that were looked at in a file, and goes on",
        "from there when it is there: each run looks at --limit-states more of them. eval else: the",
        "JSON lines of a run that was cut off, to be completed (-o jsonl=FILE is implied)."
      })
  private @Nullable Path resume;

  private @Nullable SearchStore store;

  @Option(
      names = "--witness-dir",
      paramLabel = "DIR",
      description = {
        "Writes an order for each outcome of a range whose fate depends on it, as",
        "PLATFORM-POLICY-START-N.json, and one for each violation of an invariant, as",
        "PLATFORM-POLICY-CODE-START-N.json; eval --order FILE runs them again."
      })
  private @Nullable Path witnesses;

  /**
   * Refuses what makes no sense.
   *
   * @param command the command that the options belong to
   * @param sandboxed whether rules run in a process of their own
   */
  void check(CommandLine command, boolean sandboxed) {
    if (limitStates != null && limitStates < 1) {
      throw new ParameterException(command, "--limit-states needs a positive number");
    }
    if (resume != null) {
      if (sandboxed) {
        throw new ParameterException(
            command,
            "--resume does not go with the sandbox, which --sandbox and packs from elsewhere than"
                + " the rules folder ask for; --no-sandbox does without it");
      }
      try {
        store = SearchStore.open(resume);
      } catch (IOException e) {
        throw new ParameterException(command, "--resume " + resume + ": " + reason(e), e);
      }
    }
  }

  private static String reason(IOException e) {
    return e instanceof FileSystemException ? "cannot be read" : String.valueOf(e.getMessage());
  }

  /** Returns whether any of them was given that only explorations have. */
  boolean given() {
    return limitStates != null || seed != null || noReduction || witnesses != null;
  }

  /** Returns the file to go on from, of a search or of a run. */
  @Nullable Path resume() {
    return resume;
  }

  Limits limits() {
    return new Limits(
        limitStates == null ? Limits.DEFAULT_STATES : limitStates,
        seed == null ? Limits.DEFAULT.seed() : seed,
        !noReduction,
        store);
  }

  /** Returns a run record with these options. */
  Run recorded(Run run) {
    Map<String, String> options = new TreeMap<>(run.options());
    options.put("limit-states", String.valueOf(limits().states()));
    options.put("seed", String.valueOf(limits().seed()));
    return new Run(run.version(), run.policies(), run.packs(), options);
  }

  /** Writes the witnesses of ranges whose fate depends on the order. */
  void keepWitnesses(Evaluated evaluated) {
    Exploration exploration = evaluated.exploration();
    Path folder = witnesses;
    if (exploration == null || folder == null) {
      return;
    }
    for (int reading = 0; reading < exploration.readings().size(); reading++) {
      Orders orders = exploration.readings().get(reading);
      String which = exploration.readings().size() == 1 ? "" : "-reading" + (reading + 1);
      for (RangeOrders range : orders.ranges()) {
        keep(folder, safe(exploration.platform() + "-" + exploration.policy() + which), range);
      }
    }
    for (int reading = 0; reading < evaluated.judgements().size(); reading++) {
      String which = evaluated.judgements().size() == 1 ? "" : "-reading" + (reading + 1);
      keep(
          folder,
          safe(exploration.platform() + "-" + exploration.policy() + which),
          evaluated.judgements().get(reading));
    }
  }

  private static void keep(Path folder, String name, RangeOrders range) {
    String start = Long.toHexString(range.range().start());
    for (int i = 0; range.outcomes().size() > 1 && i < range.outcomes().size(); i++) {
      String file = "%s-%s-%d.json".formatted(name, start, i + 1);
      keep(folder.resolve(file), range.outcomes().get(i).witness());
    }
  }

  /** Violations of one code at one address are numbered in the order of the report. */
  private static void keep(Path folder, String name, Judgement judgement) {
    Map<String, Integer> numbers = new HashMap<>();
    for (Judgement.Violation violation : judgement.violations()) {
      String start = Long.toHexString(violation.range().start());
      String what = violation.finding().code() + "-" + start;
      int number = numbers.merge(what, 1, Integer::sum);
      String file = "%s-%s-%d.json".formatted(name, safe(what), number);
      keep(folder.resolve(file), violation.witness());
    }
  }

  private static void keep(Path file, Witness witness) {
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(file, WitnessFile.write(witness));
    } catch (IOException e) {
      throw new OutputFailure(file.toString(), e);
    }
  }

  /** Ids come from descriptions: they must not name another folder. */
  private static String safe(String name) {
    return name.replaceAll("[^A-Za-z0-9._=-]", "_");
  }
}
