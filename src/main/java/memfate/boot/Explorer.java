package memfate.boot;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import memfate.boot.Exploration.CriticalPair;
import memfate.boot.Exploration.Fate;
import memfate.boot.Exploration.Orders;
import memfate.boot.Exploration.RangeOrders;
import memfate.boot.Exploration.RangeOutcome;
import memfate.iomem.AddressRange;
import org.jspecify.annotations.Nullable;

/** Explores the orders of one reading of a platform. */
final class Explorer implements AutoCloseable {
  static final Comparator<List<Witness.Step>> SHORTEST_THEN_LEAST =
      Comparator.<List<Witness.Step>>comparingInt(List::size)
          .thenComparing(
              steps -> String.join("\n", steps.stream().map(Witness.Step::text).toList()));

  private final String platform;
  private final String policy;
  private final Map<String, String> assume;
  private final StateSteps steps;
  private final StateGraph graph;
  private final long searched;
  private final OrderTally tally;
  private final Map<Integer, List<Witness.Step>> best = new HashMap<>();
  private final Map<Integer, List<Witness.Step>> sampled = new TreeMap<>();
  private final Exploration.@Nullable Sample sample;

  Explorer(
      String platform,
      Map<String, String> assume,
      LiveBoot.Start start,
      Exploration.Limits limits) {
    this.platform = platform;
    this.policy = start.policy().name();
    this.assume = assume;
    this.steps = new StateSteps(start, limits.reduction());
    this.graph = search(start, limits);
    this.searched = steps.run();
    this.tally = new OrderTally(graph);
    this.sample = graph.gap().isEmpty() ? null : draw(start, limits);
  }

  private StateGraph search(LiveBoot.Start start, Exploration.Limits limits) {
    SearchStore store = limits.store();
    StateGraph found = new StateGraph();
    Map<Digest, Integer> known = new HashMap<>();
    if (store == null) {
      return new StateSearch(steps, limits.states(), found, known, () -> {}).search();
    }
    String name = start.digest(limits.reduction()).text();
    store.load(name, found, known);
    Runnable keep = () -> store.save(name, found, known);
    new StateSearch(steps, limits.states(), found, known, keep).search();
    keep.run();
    return found;
  }

  private Exploration.Sample draw(LiveBoot.Start start, Exploration.Limits limits) {
    OrderSample.draw(start, limits.seed(), limits.orders())
        .forEach((ending, steps) -> sampled.put(graph.number(ending), steps));
    return new Exploration.Sample(limits.seed(), limits.orders());
  }

  /** Returns what was found. */
  Orders orders() {
    List<Ending> endings = graph.endings();
    Map<AddressRange, Map<Fate, List<Integer>>> fates = new TreeMap<>();
    for (int i = 0; i < endings.size(); i++) {
      for (Ending.Part part : endings.get(i).parts()) {
        fates
            .computeIfAbsent(part.range(), range -> new LinkedHashMap<>())
            .computeIfAbsent(part.fate(), fate -> new ArrayList<>())
            .add(i);
      }
    }
    List<RangeOrders> ranges = new ArrayList<>();
    fates.forEach((range, leading) -> ranges.add(rangeOrders(range, leading)));
    return new Orders(
        assume,
        graph.gap(),
        graph.all(),
        exhaustive() ? count(tally.from(graph.root()).keySet()) : null,
        (int) endings.stream().filter(Ending::isAnswer).count(),
        sample,
        List.copyOf(ranges),
        prefix(),
        IntStream.range(0, endings.size())
            .filter(i -> endings.get(i).isAnswer())
            .mapToObj(i -> new Witness(platform, policy, assume, witness(List.of(i))))
            .toList(),
        new Exploration.Effort(graph.size(), graph.events(), searched));
  }

  /** Returns how many events come before the first choice. */
  private int prefix() {
    return walk().path().size();
  }

  private GraphWalk walk() {
    return new GraphWalk(graph, steps);
  }

  private boolean exhaustive() {
    return graph.gap().isEmpty();
  }

  private RangeOrders rangeOrders(AddressRange range, Map<Fate, List<Integer>> leading) {
    List<RangeOutcome> outcomes = new ArrayList<>();
    Map<Integer, Integer> outcomeOf = new TreeMap<>();
    leading.forEach(
        (fate, endings) -> {
          endings.forEach(ending -> outcomeOf.put(ending, outcomes.size()));
          outcomes.add(
              new RangeOutcome(
                  fate,
                  exhaustive() ? count(endings) : null,
                  new Witness(platform, policy, assume, witness(endings))));
        });
    CriticalPair critical =
        new CriticalState(walk(), tally, ending -> outcomeOf.getOrDefault(ending, -1)).find();
    return new RangeOrders(
        range, Exploration.verdict(outcomes.size(), exhaustive()), List.copyOf(outcomes), critical);
  }

  private BigInteger count(Iterable<Integer> endings) {
    BigInteger sum = BigInteger.ZERO;
    for (Integer ending : endings) {
      OrderTally.Way way = tally.from(graph.root()).get(ending);
      sum = way == null ? sum : sum.add(way.count());
    }
    return sum;
  }

  /** Of an ending that the search met, its best order; else the one that was sampled. */
  private List<Witness.Step> witness(List<Integer> endings) {
    List<List<Witness.Step>> candidates = new ArrayList<>();
    for (Integer ending : endings) {
      List<Witness.Step> random = sampled.get(ending);
      if (tally.from(graph.root()).containsKey(ending)) {
        candidates.add(best.computeIfAbsent(ending, e -> walk().to(e, tally)));
      } else if (random != null) {
        candidates.add(random);
      }
    }
    return List.copyOf(candidates.stream().min(SHORTEST_THEN_LEAST).orElse(List.of()));
  }

  @Override
  public void close() {
    steps.close();
  }
}
