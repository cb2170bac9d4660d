package memfate.cli;

import java.util.concurrent.Callable;
import memfate.eval.BootSettings;
import memfate.eval.EvaluationSource;
import memfate.eval.FailOn;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Whether fates depend on the order of events. */
@Command(
    name = "explore",
    description = {
      "Tells whether the fate of a range depends on the order in which drivers load and probe: every",
      "order that the rules allow, how many lead to each outcome, an order for each, and the two",
      "events whose order decides. Exit code 5: not all orders could be looked at."
    },
    mixinStandardHelpOptions = true)
final class ExploreCommand implements Callable<Integer> {
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
        "Judges every outcome by rules/invariants: nothing lost unnamed, one owner, no fate that",
        "depends on the order ...; each violation with an order that shows it."
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
        "What ends in exit code 1: never (default); order-dependent; error, warn and lost, as for",
        "eval, of the usual order, and violations of invariants in any."
      })
  private FailOn failOn = FailOn.NEVER;

  ExploreCommand(Streams streams, EvaluationSource evaluations) {
    this.streams = streams;
    this.evaluations = evaluations;
  }

  @Override
  public Integer call() {
    settings.checkWitness(spec.commandLine());
    exploring.check(spec.commandLine(), common.isSandboxed(settings.packs()));
    if (settings.hasWitness()) {
      throw new ParameterException(spec.commandLine(), "a witness is for eval and explain");
    }
    return new BatchRun(
            streams,
            evaluations,
            common,
            settings,
            reports.wishes(spec.commandLine()),
            failOn,
            Output.TextForm.ORDERS)
        .exploring(exploring)
        .judging(invariants)
        .detailing(detail)
        .run(reports)
        .code();
  }
}
