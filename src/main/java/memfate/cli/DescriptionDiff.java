package memfate.cli;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import memfate.batch.InOrder;
import memfate.batch.Workers;
import memfate.diff.Comparison;
import memfate.engine.PolicyException;
import memfate.eval.BootSettings;
import memfate.eval.Choice;
import memfate.eval.Description;
import memfate.eval.Evaluation;
import memfate.eval.Judged;
import memfate.eval.Runs;
import memfate.eval.Version;
import memfate.platform.Platform;
import memfate.report.Compared;
import memfate.report.DifferenceReport.Plan;
import org.jspecify.annotations.Nullable;

/**
 * Compares descriptions, each under its own policy or all under one. Two single ones are compared
 * whatever their ids; those of two folders or files with several are matched by id.
 */
final class DescriptionDiff {
  private final Evaluation evaluation;
  private final BootSettings settings;
  private final DiffSink sink;

  DescriptionDiff(Evaluation evaluation, BootSettings settings, DiffSink sink) {
    this.evaluation = evaluation;
    this.settings = settings;
    this.sink = sink;
  }

  void run(String left, String right, InputStream standardInput, int threads) {
    for (String policy : settings.policies()) {
      evaluation.compile(policy);
    }
    sink.begin(
        new Plan(
            Version.current(),
            "descriptions",
            List.of(left, right),
            Runs.of(evaluation, settings, settings.policies())));
    List<Description> before = new ArrayList<>();
    List<Description> after = new ArrayList<>();
    try (Workers workers = new Workers(threads);
        InOrder<Result> order = new InOrder<>(workers, this::take)) {
      FleetReader reader = new FleetReader(evaluation, workers);
      reader.read(List.of(left), standardInput, before::add, sink.progress()::read);
      reader.read(List.of(right), standardInput, after::add, sink.progress()::read);
      for (Pair pair : pairs(before, after)) {
        order.submit(() -> evaluate(pair, left, right));
      }
      order.finish();
      sink.progress().end();
    }
  }

  /** Two descriptions of one machine, or one that has no counterpart. */
  private record Pair(@Nullable Description left, @Nullable Description right) {}

  private static List<Pair> pairs(List<Description> before, List<Description> after) {
    if (before.size() == 1 && after.size() == 1) {
      return List.of(new Pair(before.get(0), after.get(0)));
    }
    Map<String, List<Description>> byId = new LinkedHashMap<>();
    after.forEach(d -> byId.computeIfAbsent(id(d), id -> new ArrayList<>()).add(d));
    List<Pair> pairs = new ArrayList<>();
    for (Description description : before) {
      List<Description> same = byId.getOrDefault(id(description), List.of());
      pairs.add(new Pair(description, same.isEmpty() ? null : same.remove(0)));
    }
    byId.values().forEach(rest -> rest.forEach(d -> pairs.add(new Pair(null, d))));
    return pairs;
  }

  /** What cannot be read has no id, and nobody else has its name. */
  private static String id(Description description) {
    Platform platform = description.platform();
    return platform == null ? "?" + description.input() : platform.id();
  }

  private record Result(List<Comparing> sides, List<Compared> compared, long nanos) {}

  private Result evaluate(Pair pair, String left, String right) {
    long begun = System.nanoTime();
    Map<String, Comparing> before = sides(left, pair.left());
    Map<String, Comparing> after = sides(right, pair.right());
    List<Comparing> sides = new ArrayList<>(before.values());
    sides.addAll(after.values());
    List<Compared> compared = new ArrayList<>();
    if (before.size() == 1 && after.size() == 1) {
      compared.add(compared(sides.get(0), sides.get(1)));
    } else {
      before.forEach((policy, side) -> compared.add(compared(side, after.remove(policy))));
      after.values().forEach(side -> compared.add(compared(null, side)));
    }
    return new Result(sides, compared, System.nanoTime() - begun);
  }

  /** Evaluates one description under each of its policies, by name. */
  private Map<String, Comparing> sides(String label, @Nullable Description description) {
    Map<String, Comparing> sides = new LinkedHashMap<>();
    if (description == null) {
      return sides;
    }
    Platform platform = description.platform();
    if (platform == null) {
      sides.put(
          "", new Comparing(label, description, evaluation, null, Judged.unreadable(description)));
      return sides;
    }
    try {
      for (Choice choice : settings.policies(evaluation, platform)) {
        sides.put(choice.policy(), Comparing.of(label, description, choice, evaluation, settings));
      }
    } catch (PolicyException e) {
      sides.put(
          "",
          new Comparing(
              label,
              description,
              evaluation,
              null,
              Judged.unresolved(description, platform, "", e)));
    }
    return sides;
  }

  private Compared compared(@Nullable Comparing left, @Nullable Comparing right) {
    Comparing any = left == null ? right : left;
    if (any == null) {
      throw new IllegalArgumentException("nothing to compare");
    }
    Comparison comparison =
        left != null && right != null
            ? Comparing.compare(left, right, settings)
            : left == null
                ? Comparison.rightOnly(any.subject())
                : Comparison.leftOnly(any.subject());
    return new Compared(
        left == null ? null : left.description().input(),
        right == null ? null : right.description().input(),
        any.judged().evaluated().title(),
        comparison);
  }

  private void take(Result result) {
    sink.take(result.sides(), result.compared(), result.nanos());
  }
}
