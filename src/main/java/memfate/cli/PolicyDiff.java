package memfate.cli;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import memfate.batch.DecisionCache;
import memfate.batch.InOrder;
import memfate.batch.Workers;
import memfate.engine.PolicyException;
import memfate.eval.BootSettings;
import memfate.eval.Boots;
import memfate.eval.Choice;
import memfate.eval.Description;
import memfate.eval.Evaluation;
import memfate.eval.ExitCode;
import memfate.eval.Runs;
import memfate.eval.Version;
import memfate.report.Compared;
import memfate.report.DifferenceReport.Plan;
import memfate.report.Evaluated;

/** Compares what becomes of platforms under several policies, each with the first. */
final class PolicyDiff {
  private final Evaluation evaluation;
  private final BootSettings settings;
  private final DiffSink sink;

  PolicyDiff(Evaluation evaluation, BootSettings settings, DiffSink sink) {
    this.evaluation = evaluation;
    this.settings = settings;
    this.sink = sink;
  }

  void run(InputOptions inputs, InputStream standardInput) {
    List<String> policies = usable();
    DecisionCache cache = new DecisionCache();
    Boots boots = inputs.boots(evaluation, cache);
    sink.begin(
        new Plan(Version.current(), "policies", policies, Runs.of(evaluation, settings, policies)));
    try (Workers workers = new Workers(inputs.threads());
        InOrder<Platforms> order = new InOrder<>(workers, this::take)) {
      new FleetReader(evaluation, workers)
          .read(
              inputs.paths(),
              standardInput,
              d -> order.submit(() -> evaluate(d, policies, boots)),
              sink.progress()::read);
      order.finish();
      sink.progress().end(cache);
    }
  }

  /** A policy that does not compile is reported and left out; two have to be left. */
  private List<String> usable() {
    List<String> usable = new ArrayList<>();
    for (String policy : settings.policies()) {
      try {
        evaluation.compile(policy);
        usable.add(policy);
      } catch (PolicyException e) {
        sink.diagnostics().printOnce(e.diagnostics());
        sink.worsen(ExitCode.POLICY);
      }
    }
    if (usable.size() < 2) {
      throw new PolicyException("fewer than two policies are left to compare", List.of());
    }
    return usable;
  }

  /** A platform under all policies. */
  private record Platforms(List<Comparing> sides, List<Compared> compared, long nanos) {}

  private Platforms evaluate(Description description, List<String> policies, Boots boots) {
    long begun = System.nanoTime();
    List<Comparing> sides = new ArrayList<>();
    for (String policy : policies) {
      sides.add(Comparing.of(policy, description, Choice.named(policy), boots, settings));
    }
    Comparing base = sides.get(0);
    Evaluated evaluated = base.judged().evaluated();
    List<Compared> compared = new ArrayList<>();
    for (Comparing other : sides.subList(1, sides.size())) {
      compared.add(
          new Compared(
              description.input(),
              description.input(),
              evaluated.title(),
              Comparing.compare(base, other, settings)));
    }
    return new Platforms(sides, compared, System.nanoTime() - begun);
  }

  private void take(Platforms platforms) {
    sink.take(platforms.sides(), platforms.compared(), platforms.nanos());
  }
}
