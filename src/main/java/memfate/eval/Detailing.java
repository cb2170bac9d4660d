package memfate.eval;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import memfate.boot.BootOptions;
import memfate.boot.Exploration;
import memfate.boot.Outcome;
import memfate.boot.WhyNot;
import memfate.boot.Witness;
import memfate.engine.RuleInfo;
import memfate.iomem.AddressRange;
import memfate.iomem.ByteCount;
import memfate.platform.Platform;
import memfate.report.Detail;
import memfate.report.Evaluated;
import org.jspecify.annotations.Nullable;

/** Collects what a page shows beyond a traced outcome ({@code --detail}). */
final class Detailing {
  /** Each question looks at the facts of every event; more looks than these take minutes. */
  private static final int MOST_LOOKS = 50_000;

  /** Each is a trace and a map of its own in the record. */
  private static final int MOST_WITNESSES = 12;

  private final Platform platform;
  private final Choice choice;
  private final Evaluation evaluation;
  private final BootOptions options;

  /**
   * Prepares.
   *
   * @param options how the outcome was run: with trace and map
   */
  Detailing(Platform platform, Choice choice, Evaluation evaluation, BootOptions options) {
    this.platform = platform;
    this.choice = choice;
    this.evaluation = evaluation;
    this.options = options;
  }

  Evaluated detail(Evaluated evaluated) {
    List<RuleInfo> rules = evaluation.rules(platform, choice);
    List<WhyNot.About> whyNot = whyNot(evaluated.outcome(), rules);
    List<Detail.Replay> witnesses = replays(evaluated.exploration());
    return evaluated.with(
        new Detail(whyNot, witnesses, texts(evaluated.outcome(), whyNot, witnesses, rules)));
  }

  /** Asks of each rule that decides and each range, those that lose most first. */
  private List<WhyNot.About> whyNot(Outcome outcome, List<RuleInfo> rules) {
    List<RuleInfo> deciding = rules.stream().filter(Detailing::decides).toList();
    if (deciding.isEmpty()) {
      return List.of();
    }
    int looksOfARange = deciding.size() * Math.max(1, outcome.map().size());
    List<AddressRange> ranges =
        fates(outcome)
            .sorted(Comparator.comparing(Detailing::lost).reversed())
            .map(Outcome.RangeFate::range)
            .distinct()
            .limit(Math.max(1, MOST_LOOKS / looksOfARange))
            .sorted()
            .toList();
    return ranges.isEmpty()
        ? List.of()
        : evaluation.whyNot(platform, choice, options, deciding, ranges);
  }

  private static BigInteger lost(Outcome.RangeFate fate) {
    return ByteCount.of(fate.range()).subtract(ByteCount.of(fate.usable()));
  }

  private static boolean decides(RuleInfo rule) {
    return rule.text().contains("Decision.");
  }

  private static Stream<Outcome.RangeFate> fates(Outcome outcome) {
    return Stream.concat(
        outcome.ranges().stream(),
        outcome.readings().stream().flatMap(reading -> fates(reading.outcome())));
  }

  private List<Detail.Replay> replays(@Nullable Exploration exploration) {
    Set<Witness> witnesses = new LinkedHashSet<>();
    if (exploration != null) {
      for (Exploration.Orders orders : exploration.readings()) {
        for (Exploration.RangeOrders range : orders.ranges()) {
          if (range.outcomes().size() > 1) {
            range.outcomes().forEach(outcome -> witnesses.add(outcome.witness()));
          }
        }
      }
    }
    return witnesses.stream()
        .limit(MOST_WITNESSES)
        .map(w -> new Detail.Replay(w, evaluation.run(platform, choice, options.along(w))))
        .toList();
  }

  private static List<Detail.RuleText> texts(
      Outcome outcome,
      List<WhyNot.About> whyNot,
      List<Detail.Replay> witnesses,
      List<RuleInfo> rules) {
    Set<Outcome.RuleRef> named = new LinkedHashSet<>();
    addRules(outcome, named);
    witnesses.forEach(replay -> addRules(replay.outcome(), named));
    whyNot.forEach(about -> named.add(about.answer().rule()));
    Map<String, String> texts = new LinkedHashMap<>();
    rules.forEach(rule -> texts.put(rule.file() + ":" + rule.line(), rule.text()));
    List<Detail.RuleText> found = new ArrayList<>();
    for (Outcome.RuleRef rule : named) {
      String text = texts.get(rule.file() + ":" + rule.line());
      if (text != null) {
        found.add(new Detail.RuleText(rule, text));
      }
    }
    return List.copyOf(found);
  }

  private static void addRules(Outcome outcome, Set<Outcome.RuleRef> named) {
    outcome.trace().forEach(event -> event.firings().forEach(f -> named.add(f.rule())));
    outcome.readings().forEach(reading -> addRules(reading.outcome(), named));
  }
}
