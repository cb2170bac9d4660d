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
import memfate.eval.Judged;
import memfate.eval.Runs;
import memfate.eval.Version;
import memfate.platform.Platform;
import memfate.report.Compared;
import memfate.report.DifferenceReport.Plan;

/** Compares what becomes of platforms without quirk packs and with them. */
final class PackDiff {
  private static final String WITHOUT = "no packs";
  private static final String WITH = "packs";

  private final Evaluation with;
  private final Evaluation without;
  private final BootSettings settings;
  private final DiffSink sink;

  PackDiff(Evaluation evaluation, BootSettings settings, DiffSink sink) {
    this.with = evaluation;
    this.without = evaluation.withoutPacks();
    this.settings = settings;
    this.sink = sink;
  }

  void run(InputOptions inputs, InputStream standardInput) {
    DecisionCache cacheWithout = new DecisionCache();
    DecisionCache cacheWith = new DecisionCache();
    Boots bootsWithout = inputs.boots(without, cacheWithout);
    Boots bootsWith = inputs.boots(with, cacheWith);
    settings.policies().forEach(with::compile);
    sink.begin(
        new Plan(
            Version.current(),
            "packs",
            List.of(WITHOUT, WITH),
            Runs.of(with, settings, settings.policies())));
    try (Workers workers = new Workers(inputs.threads());
        InOrder<List<Pair>> order = new InOrder<>(workers, pairs -> pairs.forEach(this::take))) {
      new FleetReader(with, workers)
          .read(
              inputs.paths(),
              standardInput,
              d -> order.submit(() -> evaluate(d, bootsWithout, bootsWith)),
              sink.progress()::read);
      order.finish();
      sink.progress().end(cacheWithout, cacheWith);
    }
  }

  private record Pair(Comparing left, Comparing right, Compared compared, long nanos) {}

  private List<Pair> evaluate(Description description, Boots bootsWithout, Boots bootsWith) {
    Platform platform = description.platform();
    if (platform == null) {
      return List.of(pair(description, Choice.named(""), bootsWithout, bootsWith));
    }
    List<Pair> pairs = new ArrayList<>();
    try {
      for (Choice choice : settings.policies(with, platform)) {
        pairs.add(pair(description, choice, bootsWithout, bootsWith));
      }
    } catch (PolicyException e) {
      Judged judged = Judged.unresolved(description, platform, "", e);
      Comparing left = new Comparing(WITHOUT, description, without, null, judged);
      Comparing right = new Comparing(WITH, description, with, null, judged);
      pairs.add(pair(left, right, System.nanoTime()));
    }
    return pairs;
  }

  private Pair pair(Description description, Choice choice, Boots bootsWithout, Boots bootsWith) {
    long begun = System.nanoTime();
    return pair(
        Comparing.of(WITHOUT, description, choice, bootsWithout, settings),
        Comparing.of(WITH, description, choice, bootsWith, settings),
        begun);
  }

  private Pair pair(Comparing left, Comparing right, long begun) {
    return new Pair(
        left,
        right,
        new Compared(
            left.description().input(),
            right.description().input(),
            left.judged().evaluated().title(),
            Comparing.compare(left, right, settings)),
        System.nanoTime() - begun);
  }

  private void take(Pair pair) {
    sink.take(List.of(pair.left(), pair.right()), List.of(pair.compared()), pair.nanos());
  }
}
