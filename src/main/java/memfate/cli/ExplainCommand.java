package memfate.cli;

import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import memfate.boot.Outcome;
import memfate.engine.PolicyException;
import memfate.iomem.AddressRange;
import memfate.platform.Platform;
import memfate.report.ExplainReport;
import memfate.report.Summary;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Why a range ends up where it does. */
@Command(
    name = "explain",
    description = "Tells event by event which rules fired, on which facts, and what changed.",
    mixinStandardHelpOptions = true)
final class ExplainCommand implements Callable<Integer> {
  private final Streams streams;
  private final EvaluationSource evaluations;

  @Spec private CommandSpec spec;
  @Mixin private CommonOptions common;
  @Mixin private BootSettings settings;

  @Parameters(
      index = "0",
      paramLabel = "PLATFORM",
      description = "Description; - is standard input.")
  private String path = "";

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "RANGE",
      converter = RangeArgument.class,
      description = "Only what concerns this range: 850000000-284fffffff, or one address.")
  private @Nullable AddressRange range;

  private ExitCode end = ExitCode.DONE;

  ExplainCommand(Streams streams, EvaluationSource evaluations) {
    this.streams = streams;
    this.evaluations = evaluations;
  }

  @Override
  public Integer call() {
    settings.checkWitness(spec.commandLine());
    if (settings.isOpen()) {
      throw new ParameterException(
          spec.commandLine(), "--order open is for eval and explore; give default or fixed");
    }
    try (Evaluation evaluation = common.open(evaluations)) {
      explain(evaluation);
    }
    return end.code();
  }

  private void explain(Evaluation evaluation) {
    Diagnostics diagnostics = new Diagnostics(streams.err(), common.quiet());
    List<Judged> all = new ArrayList<>();
    evaluation.read(
        List.of(path), streams.in(), description -> all.addAll(run(description, evaluation)));
    refuseUnknownRange(all);
    Writer writer = ResultWriter.to(streams);
    ExplainReport report =
        new ExplainReport(writer, common.colours(streams), range, common.verbose());
    try {
      for (Judged judged : all) {
        end = end.and(judged.tell(diagnostics, common.verbose(), FailOn.NEVER));
        report.outcome(judged.evaluated());
      }
      report.end(new Summary());
    } catch (IOException e) {
      throw new OutputFailure("standard output", e);
    }
  }

  private List<Judged> run(Description description, Evaluation evaluation) {
    Platform platform = description.platform();
    if (platform == null) {
      return List.of(Judged.unreadable(description));
    }
    try {
      return settings.policies(evaluation, platform).stream()
          .map(p -> Judged.run(description, platform, p, evaluation, settings.boot(true)))
          .toList();
    } catch (PolicyException e) {
      return List.of(Judged.unresolved(description, platform, "", e));
    }
  }

  private void refuseUnknownRange(List<Judged> all) {
    List<AddressRange> ranges =
        all.stream()
            .flatMap(judged -> ranges(judged.evaluated().outcome()))
            .distinct()
            .sorted()
            .toList();
    AddressRange asked = range;
    if (asked != null && !ranges.isEmpty() && ranges.stream().noneMatch(asked::overlaps)) {
      throw new ParameterException(
          spec.commandLine(),
          "no Soft Reserved range touches %s; there are %s"
              .formatted(
                  asked, String.join(", ", ranges.stream().map(r -> r.toString()).toList())));
    }
  }

  private static Stream<AddressRange> ranges(Outcome outcome) {
    return Stream.concat(
        outcome.ranges().stream().map(Outcome.RangeFate::range),
        outcome.readings().stream().flatMap(reading -> ranges(reading.outcome())));
  }
}
