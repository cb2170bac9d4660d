package memfate.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import memfate.batch.InOrder;
import memfate.boot.BootOptions;
import memfate.engine.PolicyException;
import memfate.platform.Platform;
import memfate.report.Evaluated;
import memfate.report.Run;
import memfate.report.Summary;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Platforms in, the fate of each of their ranges out. */
@Command(
    name = "eval",
    description = "Tells the fate of each Soft Reserved range of each platform.",
    mixinStandardHelpOptions = true)
final class EvalCommand implements Callable<Integer> {
  private final Streams streams;
  private final EvaluationSource evaluations;

  @Spec private CommandSpec spec;
  @Mixin private CommonOptions common;
  @Mixin private BootSettings settings;

  @Parameters(
      paramLabel = "PATH",
      arity = "1..*",
      description = "Descriptions (YAML, JSON, JSON lines), folders, globs; - is standard input.")
  private List<String> paths = new ArrayList<>();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT[=FILE]",
      description = "Report: text (default), jsonl, iomem; repeatable, one of them without FILE.")
  private List<String> outputs = new ArrayList<>();

  @Option(
      names = "-j",
      paramLabel = "N",
      description = "Threads (default: one a processor). The output does not depend on it.")
  private int threads = Runtime.getRuntime().availableProcessors();

  @Option(
      names = "--fail-on",
      paramLabel = "WHAT",
      description = {
        "What ends in exit code 1: never (default); error (error findings, a kernel that dies);",
        "warn (warnings too); lost (errors, and ranges of which no byte is usable)."
      })
  private FailOn failOn = FailOn.NEVER;

  private List<String> policies = List.of();
  private ExitCode end = ExitCode.DONE;

  EvalCommand(Streams streams, EvaluationSource evaluations) {
    this.streams = streams;
    this.evaluations = evaluations;
  }

  @Override
  public Integer call() {
    List<Output.Wish> wishes = check();
    Evaluation evaluation = evaluations.open(common.rules());
    Diagnostics diagnostics = new Diagnostics(streams.err(), common.quiet());
    policies = usable(evaluation, diagnostics);
    Run run = Runs.of(evaluation, settings, policies);
    Summary summary = new Summary();
    try (Output output = new Output(wishes, streams, common.colours(streams), common.verbose());
        InOrder<Judged> order =
            new InOrder<>(threads, judged -> take(judged, output, summary, diagnostics))) {
      output.begin(run);
      evaluation.read(paths, streams.in(), description -> submit(description, evaluation, order));
      order.finish();
      output.end(summary);
    }
    return end.code();
  }

  /** A named policy that does not compile is reported and left out; the others go on. */
  private List<String> usable(Evaluation evaluation, Diagnostics diagnostics) {
    List<String> usable = new ArrayList<>();
    PolicyException last = null;
    for (String policy : settings.policies()) {
      try {
        evaluation.compile(policy);
        usable.add(policy);
      } catch (PolicyException e) {
        last = e;
        diagnostics.printOnce(e.diagnostics());
        end = end.and(ExitCode.POLICY);
      }
    }
    if (usable.isEmpty() && last != null) {
      throw new PolicyException("no policy is left", List.of());
    }
    return usable;
  }

  private List<Output.Wish> check() {
    settings.check(spec.commandLine());
    if (threads < 1) {
      throw new ParameterException(spec.commandLine(), "-j needs a positive number");
    }
    try {
      List<Output.Wish> wishes = Output.Wish.parseAll(outputs);
      wishes.forEach(this::keepInputs);
      return wishes;
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }

  /** A report must not take the place of a description that it is made of. */
  private void keepInputs(Output.Wish wish) {
    for (String path : paths) {
      if (!wish.file().isEmpty() && !path.equals("-") && sameFile(wish.file(), path)) {
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

  private void submit(Description description, Evaluation evaluation, InOrder<Judged> order) {
    Platform platform = description.platform();
    if (platform == null) {
      order.submit(() -> Judged.unreadable(description));
      return;
    }
    List<String> chosen;
    try {
      chosen = policies.isEmpty() ? evaluation.policiesOf(platform) : policies;
    } catch (PolicyException e) {
      order.submit(() -> Judged.unresolved(description, platform, "", e));
      return;
    }
    BootOptions options = settings.boot(false);
    for (String policy : chosen) {
      order.submit(() -> Judged.run(description, platform, policy, evaluation, options));
    }
  }

  private void take(Judged judged, Output output, Summary summary, Diagnostics diagnostics) {
    Evaluated evaluated = judged.evaluated();
    end = end.and(judged.tell(diagnostics, common.verbose(), failOn));
    summary.add(evaluated.outcome());
    output.outcome(evaluated);
  }
}
