package memfate.cli;

import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import memfate.boot.Outcome;
import memfate.boot.Outcome.Status;
import memfate.eval.BootSettings;
import memfate.eval.Choice;
import memfate.eval.Description;
import memfate.eval.Diagnostics;
import memfate.eval.Evaluation;
import memfate.eval.EvaluationSource;
import memfate.eval.ExitCode;
import memfate.eval.FailOn;
import memfate.eval.Judged;
import memfate.platform.Observation;
import memfate.platform.Platform;
import memfate.platform.Printable;
import memfate.verify.Verdict;
import memfate.verify.VerdictText;
import memfate.verify.Verification;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Predicts what captured machines did, and compares. */
@Command(
    name = "verify",
    description = {
      "Imports captures, predicts under the policy of their kernel version, and compares with what",
      "those machines really did: owners, usable bytes, trees of iomem, decisions logged.",
      "Exit code 1: something differs."
    },
    mixinStandardHelpOptions = true)
final class VerifyCommand implements Callable<Integer> {
  private final Streams streams;
  private final EvaluationSource evaluations;

  @Spec private CommandSpec spec;
  @Mixin private CommonOptions common;
  @Mixin private BootSettings settings;

  @Parameters(
      paramLabel = "CAPTURE",
      arity = "1..*",
      description = "Capture folders or archives, or folders of them.")
  private List<String> paths = new ArrayList<>();

  private ExitCode end = ExitCode.DONE;
  private long ranges;
  private long rangesAgree;
  private long trees;
  private long treesAgree;
  private long steps;
  private long stepsAgree;

  VerifyCommand(Streams streams, EvaluationSource evaluations) {
    this.streams = streams;
    this.evaluations = evaluations;
  }

  @Override
  public Integer call() {
    settings.check(spec.commandLine());
    try (Evaluation evaluation = common.open(evaluations, settings.packs())) {
      verify(evaluation);
    }
    return end.code();
  }

  private void verify(Evaluation evaluation) {
    Diagnostics diagnostics = new Diagnostics(streams.err(), common.quiet());
    try (Writer out = ResultWriter.to(streams)) {
      evaluation.read(
          paths, streams.in(), description -> verify(description, evaluation, diagnostics, out));
      end = end.and(diagnostics.packs(evaluation));
      print(
          out,
          List.of(VerdictText.counts(rangesAgree, ranges, treesAgree, trees, stepsAgree, steps)));
    } catch (IOException e) {
      throw new OutputFailure("standard output", e);
    }
  }

  private void verify(
      Description description, Evaluation evaluation, Diagnostics diagnostics, Writer out) {
    Platform platform = description.platform();
    Observation observation = description.observation();
    if (platform == null || observation == null) {
      diagnostics.print(description.diagnostics());
      if (platform != null) {
        streams
            .err()
            .println(
                "memfate: %s is a description: nothing was seen of it to compare with"
                    .formatted(description.input().path()));
      }
      end = end.and(ExitCode.UNREADABLE);
      return;
    }
    diagnostics.print(description.diagnostics());
    end = end.and(description.readable());
    for (Choice choice : settings.policies(evaluation, platform)) {
      Judged judged = Judged.run(description, platform, choice, evaluation, settings.boot(false));
      compare(judged, platform, observation, diagnostics, out);
    }
  }

  private void compare(
      Judged judged,
      Platform platform,
      Observation observation,
      Diagnostics diagnostics,
      Writer out) {
    Outcome outcome = judged.evaluated().outcome();
    if (outcome.status() == Status.UNSUPPORTED || outcome.status() == Status.INCONCLUSIVE) {
      end = end.and(judged.tell(diagnostics, common.verbose(), FailOn.NEVER));
      return;
    }
    Verdict verdict = Verification.of(platform, outcome, observation);
    ranges += verdict.ranges().size();
    rangesAgree += verdict.agreeingRanges();
    trees += verdict.trees().size();
    treesAgree += verdict.agreeingTrees();
    steps += verdict.steps().size();
    stepsAgree += verdict.agreeingSteps();
    end = end.and(verdict.agrees() ? ExitCode.DONE : ExitCode.FINDINGS);
    end = end.and(verdict.comparesSomething() ? ExitCode.DONE : ExitCode.INCONCLUSIVE);
    print(out, VerdictText.lines(verdict, common.verbose()));
  }

  private static void print(Writer out, List<String> lines) {
    try {
      for (String line : lines) {
        out.write(Printable.of(line));
        out.write('\n');
      }
    } catch (IOException e) {
      throw new OutputFailure("standard output", e);
    }
  }
}
