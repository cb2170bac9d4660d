package memfate.cli;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import memfate.eval.BootSettings;
import memfate.eval.Diagnostics;
import memfate.eval.Evaluation;
import memfate.eval.EvaluationSource;
import memfate.report.RunFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What changes between policies, descriptions or recorded runs. */
@Command(
    name = "diff",
    description = {
      "Tells which memory changes hands, how many bytes of it, and at which decision.",
      "With several --policy: each is compared with the first, for every platform.",
      "With --compare-packs: each platform without quirk packs is compared with itself under them.",
      "Else two PATHs: descriptions (or folders of them, matched by id) whose ranges are matched by",
      "address, or two recorded runs (eval -o jsonl) matched by id and policy."
    },
    mixinStandardHelpOptions = true)
final class DiffCommand implements Callable<Integer> {
  private final Streams streams;
  private final EvaluationSource evaluations;

  @Spec private CommandSpec spec;
  @Mixin private CommonOptions common;
  @Mixin private BootSettings settings;
  @Mixin private InputOptions inputs;
  @Mixin private ProgressOptions progress;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT[=FILE]",
      description = {
        "Report: text (default), jsonl, csv, markdown, unified (of the iomem trees); repeatable,",
        "one of them without FILE."
      })
  private List<String> outputs = new ArrayList<>();

  @Option(
      names = "--fail-on",
      paramLabel = "WHAT",
      description = {
        "What ends in exit code 1: never (default); lost (memory that was usable is not, or the",
        "kernel dies); changed (any other fate, or a platform that only one side has); decisions",
        "(other decisions with the same fate, too)."
      })
  private FailOnDifference failOn = FailOnDifference.NEVER;

  @Option(
      names = "--compare-packs",
      description = "Compares without quirk packs and --quirk, and with them.")
  private boolean comparePacks;

  DiffCommand(Streams streams, EvaluationSource evaluations) {
    this.streams = streams;
    this.evaluations = evaluations;
  }

  @Override
  public Integer call() {
    settings.check(spec.commandLine());
    List<Wish<DiffOutput.Format>> wishes =
        inputs.wishes(spec.commandLine(), outputs, DiffOutput.Format.class);
    boolean runs = comparesRuns();
    DiffOutput output = new DiffOutput(wishes, streams, common.colours(streams), common.verbose());
    Diagnostics diagnostics = new Diagnostics(streams.err(), common.quiet());
    try (DiffSink sink =
        new DiffSink(
            output,
            diagnostics,
            failOn,
            common.verbose(),
            progress.of(streams.err(), inputs.paths()))) {
      compare(runs, sink);
      return sink.end().code();
    }
  }

  private void compare(boolean runs, DiffSink sink) {
    List<String> paths = inputs.paths();
    if (runs) {
      new RunDiff(Path.of(paths.get(0)), Path.of(paths.get(1)), sink).run(settings);
      return;
    }
    try (Evaluation evaluation = common.open(evaluations, settings.packs())) {
      boot(evaluation, sink);
    }
  }

  private void boot(Evaluation evaluation, DiffSink sink) {
    List<String> paths = inputs.paths();
    if (comparePacks) {
      new PackDiff(evaluation, settings, sink).run(inputs, streams.in());
    } else if (settings.policies().size() > 1) {
      new PolicyDiff(evaluation, settings, sink).run(inputs, streams.in());
    } else {
      new DescriptionDiff(evaluation, settings, sink)
          .run(paths.get(0), paths.get(1), streams.in(), inputs.threads());
    }
    sink.worsen(sink.diagnostics().packs(evaluation));
  }

  /** Returns whether two recorded runs are compared, and refuses what makes no sense. */
  private boolean comparesRuns() {
    List<String> runs = inputs.paths().stream().filter(DiffCommand::isRun).toList();
    int policies = settings.policies().size();
    if (!runs.isEmpty() && policies > 0) {
      throw misuse("%s is a recorded run, which has its policies already".formatted(runs.get(0)));
    }
    if (comparePacks) {
      if (!runs.isEmpty()) {
        throw misuse("%s is a recorded run: its packs are settled".formatted(runs.get(0)));
      }
      return false;
    }
    if (policies < 2 && inputs.paths().size() != 2) {
      throw misuse(
          "diff compares two different policies, or else two descriptions or two recorded runs");
    }
    if (runs.size() == 1) {
      throw misuse("%s is a recorded run, and the other is none".formatted(runs.get(0)));
    }
    return runs.size() == 2;
  }

  private ParameterException misuse(String message) {
    return new ParameterException(spec.commandLine(), message);
  }

  private static boolean isRun(String path) {
    try {
      return !path.equals("-") && RunFile.isRun(Path.of(path));
    } catch (InvalidPathException e) {
      return false;
    }
  }
}
