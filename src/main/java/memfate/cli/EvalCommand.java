package memfate.cli;

import java.util.List;
import java.util.concurrent.Callable;
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
      names = "--fail-on",
      paramLabel = "WHAT",
      description = {
        "What ends in exit code 1: never (default); error (error findings, a kernel that dies);",
        "warn (warnings too); lost (errors, and ranges of which no byte is usable); with --order",
        "open order-dependent (fates that depend on the order)."
      })
  private FailOn failOn = FailOn.NEVER;

  EvalCommand(Streams streams, EvaluationSource evaluations) {
    this.streams = streams;
    this.evaluations = evaluations;
  }

  @Override
  public Integer call() {
    settings.checkWitness(spec.commandLine());
    exploring.check(spec.commandLine(), common.isSandboxed(settings.packs()));
    List<Wish<Output.Format>> wishes = reports.wishes(spec.commandLine());
    BatchRun run =
        new BatchRun(streams, evaluations, common, settings, wishes, failOn, Output.TextForm.FATES)
            .judging(invariants);
    if (settings.isOpen()) {
      run.exploring(exploring);
    } else if (exploring.given() || failOn == FailOn.ORDER_DEPENDENT) {
      throw new ParameterException(
          spec.commandLine(),
          "--limit-states, --seed, --witness-dir and order-dependent need --order open");
    }
    return run.run(reports.paths(), reports.threads()).code();
  }
}
