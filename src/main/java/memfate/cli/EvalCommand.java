package memfate.cli;

import static memfate.report.Packing.PLAIN;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import memfate.batch.JournalException;
import memfate.eval.BootSettings;
import memfate.eval.EvaluationSource;
import memfate.eval.ExitCode;
import memfate.eval.FailOn;
import memfate.importer.Inputs;
import memfate.report.Packing;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Evaluates platforms: who owns each range. */
@Command(
    name = "eval",
    description = "Tells the fate of each Soft Reserved range of each platform.",
    mixinStandardHelpOptions = true)
final class EvalCommand implements Callable<Integer> {
  private final Streams streams;
  private final EvaluationSource evaluations;
  private final Pause pause;

  @Spec private CommandSpec spec;
  @Mixin private CommonOptions common;
  @Mixin private BootSettings settings;
  @Mixin private ExploreSettings exploring;
  @Mixin private ReportOptions reports;

  @Option(
      names = "--invariants",
      description = {
        "Judges the order that is run by rules/invariants; with --order open, every outcome, as",
        "explore --invariants does. Violations count as findings."
      })
  private boolean invariants;

  @Option(
      names = "--detail",
      description = {
        "Records in -o jsonl all that memfate report shows: trace, address map, rules and why they",
        "did not fire. Much more for each platform."
      })
  private boolean detail;

  @Option(
      names = "--fail-on",
      paramLabel = "WHAT",
      description = {
        "What ends in exit code 1: never (default); error (error findings, a kernel that dies);",
        "warn (warnings too); lost (errors, and ranges of which no byte is usable); with --order",
        "open order-dependent (fates that depend on the order)."
      })
  private FailOn failOn = FailOn.NEVER;

  @Option(
      names = "--map",
      description = "Draws the address map of each platform below its fates, in text.")
  private boolean map;

  @Option(names = "--watch", description = "Evaluates again after every edit, until Ctrl-C.")
  private boolean watch;

  EvalCommand(Streams streams, EvaluationSource evaluations, Pause pause) {
    this.streams = streams;
    this.evaluations = evaluations;
    this.pause = pause;
  }

  @Override
  public Integer call() {
    settings.checkWitness(spec.commandLine());
    if (settings.isOpen()) {
      exploring.check(spec.commandLine(), common.isSandboxed(settings.packs()));
    }
    List<Wish<Output.Format>> wishes = reports.wishes(spec.commandLine());
    if (!settings.isOpen() && (exploring.given() || failOn == FailOn.ORDER_DEPENDENT)) {
      throw misuse("--limit-states, --seed, --witness-dir and order-dependent need --order open");
    }
    Path journal = settings.isOpen() ? null : exploring.resume();
    if (journal != null) {
      checkResumed(journal, wishes);
    }
    if (!watch) {
      try {
        return run(evaluations, wishes, journal).code();
      } catch (JournalException e) {
        throw new ParameterException(spec.commandLine(), "--resume: " + e.getMessage(), e);
      }
    }
    return new Watch(evaluations, pause, streams.err())
        .run(watched(), Wish.files(wishes), rules -> run(rules, wishes, null))
        .code();
  }

  private ExitCode run(
      EvaluationSource rules, List<Wish<Output.Format>> wishes, @Nullable Path journal) {
    BatchRun run =
        new BatchRun(streams, rules, common, settings, wishes, failOn, form())
            .mapping(map)
            .judging(invariants)
            .detailing(detail);
    if (settings.isOpen()) {
      run.exploring(exploring);
    }
    if (journal != null) {
      run.resuming(journal);
    }
    String file = journal != null ? journal.toString() : recordedIn(wishes);
    if (!settings.isOpen() && !invariants && !detail && !watch && !file.isEmpty()) {
      run.hinting(() -> ResumeHint.of(spec.root().commandLine().getParseResult(), file));
    }
    return run.run(reports);
  }

  /** Returns the file that JSON lines are asked for in, or empty. */
  private static String recordedIn(List<Wish<Output.Format>> wishes) {
    return wishes.stream()
        .filter(w -> w.format() == Output.Format.JSONL && Packing.of(Path.of(w.file())) == PLAIN)
        .map(Wish::file)
        .findFirst()
        .orElse("");
  }

  private void checkResumed(Path journal, List<Wish<Output.Format>> wishes) {
    boolean others =
        reports.given()
            && wishes.stream()
                .anyMatch(w -> w.format() != Output.Format.JSONL || !w.file().equals("" + journal));
    if (others || invariants || detail || map || watch) {
      throw misuse(
          "--resume completes JSON lines only: not with --invariants, --detail, --map, --watch, nor"
              + " with -o of another report");
    }
  }

  private List<Path> watched() {
    List<Path> roots = new ArrayList<>(List.of(common.rules()));
    roots.addAll(settings.packs().folders());
    roots.addAll(settings.packs().keys());
    for (String path : reports.inputs().paths()) {
      if (path.equals("-")) {
        throw misuse("--watch cannot read standard input again");
      }
      roots.add(Inputs.root(path));
    }
    settings.policies().stream().map(Path::of).filter(Files::isDirectory).forEach(roots::add);
    return roots;
  }

  private ParameterException misuse(String message) {
    return new ParameterException(spec.commandLine(), message);
  }

  private Output.TextForm form() {
    return map ? Output.TextForm.FATES_WITH_MAP : Output.TextForm.FATES;
  }
}
