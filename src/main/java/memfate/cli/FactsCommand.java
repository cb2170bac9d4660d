package memfate.cli;

import java.util.List;
import java.util.concurrent.Callable;
import memfate.eval.Description;
import memfate.eval.Diagnostics;
import memfate.eval.Evaluation;
import memfate.eval.EvaluationSource;
import memfate.eval.ExitCode;
import memfate.eval.PackSettings;
import memfate.platform.Platform;
import memfate.platform.Printable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** What rules see of a platform. */
@Command(
    name = "facts",
    description = "Prints the facts that rules see of a platform before its boot, one a line.",
    mixinStandardHelpOptions = true)
final class FactsCommand implements Callable<Integer> {
  private final Streams streams;
  private final EvaluationSource evaluations;

  @Mixin private CommonOptions common;

  @Parameters(paramLabel = "PLATFORM", description = "Description; - is standard input.")
  private String path = "";

  private ExitCode end = ExitCode.DONE;

  FactsCommand(Streams streams, EvaluationSource evaluations) {
    this.streams = streams;
    this.evaluations = evaluations;
  }

  @Override
  public Integer call() {
    Evaluation evaluation = evaluations.open(common.rules(), PackSettings.NONE);
    Diagnostics diagnostics = new Diagnostics(streams.err(), common.quiet());
    evaluation.read(
        List.of(path), streams.in(), description -> print(description, evaluation, diagnostics));
    return end.code();
  }

  private void print(Description description, Evaluation evaluation, Diagnostics diagnostics) {
    diagnostics.print(description.diagnostics());
    Platform platform = description.platform();
    if (platform == null) {
      end = end.and(ExitCode.UNREADABLE);
      return;
    }
    streams.out().println("# " + Printable.of(platform.id()));
    evaluation.facts(platform).stream().map(Printable::of).forEach(streams.out()::println);
  }
}
