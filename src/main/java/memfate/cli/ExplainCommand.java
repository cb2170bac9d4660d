package memfate.cli;

import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import memfate.boot.Outcome;
import memfate.boot.WhyNot;
import memfate.engine.PolicyException;
import memfate.engine.RuleInfo;
import memfate.eval.BootSettings;
import memfate.eval.Choice;
import memfate.eval.Description;
import memfate.eval.Diagnostics;
import memfate.eval.Evaluation;
import memfate.eval.EvaluationSource;
import memfate.eval.ExitCode;
import memfate.eval.FailOn;
import memfate.eval.Judged;
import memfate.importer.DidYouMean;
import memfate.iomem.AddressRange;
import memfate.platform.Platform;
import memfate.report.ExplainReport;
import memfate.report.Summary;
import memfate.report.WhyNotJson;
import memfate.report.WhyNotReport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
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

  @Option(
      names = "--why-not",
      paramLabel = "RULE",
      description = {
        "Why this rule did not fire (for RANGE): condition by condition how far it got, and which",
        "fact came closest. Its name, a part of it that no other has, or FILE.drl:LINE."
      })
  private @Nullable String whyNot;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      description = "With --why-not: text (default) or json.")
  private @Nullable Form form;

  private ExitCode end = ExitCode.DONE;

  /** How to answer. */
  enum Form {
    TEXT,
    JSON
  }

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
    if (form != null && whyNot == null) {
      throw new ParameterException(spec.commandLine(), "-o is for --why-not");
    }
    try (Evaluation evaluation = common.open(evaluations, settings.packs())) {
      answer(evaluation);
    }
    return end.code();
  }

  private void answer(Evaluation evaluation) {
    Diagnostics diagnostics = new Diagnostics(streams.err(), common.quiet());
    List<Explained> all = new ArrayList<>();
    evaluation.read(
        List.of(path), streams.in(), description -> all.addAll(run(description, evaluation)));
    refuseUnknownRange(all);
    try {
      if (whyNot == null) {
        explain(all, diagnostics);
      } else {
        askWhyNot(all, evaluation, diagnostics, whyNot);
      }
      end = end.and(diagnostics.packs(evaluation));
    } catch (IOException e) {
      throw new OutputFailure("standard output", e);
    }
  }

  private void explain(List<Explained> all, Diagnostics diagnostics) throws IOException {
    Writer writer = ResultWriter.to(streams);
    ExplainReport report =
        new ExplainReport(writer, common.colours(streams), range, common.verbose());
    for (Explained one : all) {
      end = end.and(one.judged().tell(diagnostics, common.verbose(), FailOn.NEVER));
      report.outcome(one.judged().evaluated());
    }
    report.end(new Summary());
  }

  private void askWhyNot(
      List<Explained> all, Evaluation evaluation, Diagnostics diagnostics, String rule)
      throws IOException {
    Writer writer = ResultWriter.to(streams);
    WhyNotReport text = new WhyNotReport(writer, common.colours(streams), range, common.verbose());
    WhyNotJson json = new WhyNotJson(writer);
    for (Explained one : all) {
      List<WhyNot> answers = whyNot(one, evaluation, diagnostics, rule);
      end = end.and(one.judged().tell(diagnostics, common.verbose(), FailOn.NEVER));
      if (form == Form.JSON) {
        json.answers(one.judged().evaluated(), answers);
      } else {
        text.answers(one.judged().evaluated(), answers, eventMeant(answers));
      }
    }
  }

  private List<WhyNot> whyNot(
      Explained one, Evaluation evaluation, Diagnostics diagnostics, String rule) {
    try {
      return one.whyNot(evaluation, rule);
    } catch (PolicyException e) {
      diagnostics.printOnce(e.diagnostics());
      end = end.and(ExitCode.POLICY);
      return List.of();
    }
  }

  /** A misspelt event is text like any other: only what happened tells what was meant. */
  private static String eventMeant(List<WhyNot> answers) {
    return answers.stream()
        .filter(answer -> answer.event() != null)
        .flatMap(answer -> DidYouMean.nearest(answer.event(), answer.happened()).stream())
        .findFirst()
        .map("did you mean \"%s\"?"::formatted)
        .orElse("");
  }

  /** A description under a policy; without a policy when it could not be read or resolved. */
  private final class Explained {
    private final Judged judged;
    private final @Nullable Platform platform;
    private final @Nullable Choice choice;

    Explained(Judged judged, @Nullable Platform platform, @Nullable Choice choice) {
      this.judged = judged;
      this.platform = platform;
      this.choice = choice;
    }

    Judged judged() {
      return judged;
    }

    List<WhyNot> whyNot(Evaluation evaluation, String rule) {
      if (platform == null || choice == null || judged.problem() != null) {
        return List.of();
      }
      try {
        RuleInfo found = RuleName.find(rule, evaluation.rules(platform, choice));
        return evaluation.whyNot(platform, choice, settings.boot(true), found, range);
      } catch (RuleName.Unknown e) {
        String message = "policy %s: %s".formatted(choice.policy(), e.getMessage());
        throw new ParameterException(spec.commandLine(), message, e);
      }
    }
  }

  private List<Explained> run(Description description, Evaluation evaluation) {
    Platform platform = description.platform();
    if (platform == null) {
      return List.of(new Explained(Judged.unreadable(description), null, null));
    }
    try {
      return settings.policies(evaluation, platform).stream()
          .map(choice -> explained(description, platform, choice, evaluation))
          .toList();
    } catch (PolicyException e) {
      return List.of(
          new Explained(Judged.unresolved(description, platform, "", e), platform, null));
    }
  }

  private Explained explained(
      Description description, Platform platform, Choice choice, Evaluation evaluation) {
    Judged judged = Judged.run(description, platform, choice, evaluation, settings.boot(true));
    return new Explained(judged, platform, choice);
  }

  private void refuseUnknownRange(List<Explained> all) {
    List<AddressRange> ranges =
        all.stream()
            .flatMap(one -> ranges(one.judged().evaluated().outcome()))
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
