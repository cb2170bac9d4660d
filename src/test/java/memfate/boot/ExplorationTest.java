package memfate.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import memfate.boot.Exploration.Limits;
import memfate.boot.Exploration.Orders;
import memfate.boot.Exploration.RangeOrders;
import memfate.boot.Exploration.RangeOutcome;
import memfate.boot.Exploration.Verdict;
import memfate.engine.Policy;
import memfate.facts.Event;
import memfate.facts.PlatformFacts;
import memfate.platform.Platform;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExplorationTest {
  private static final String ONE_WINDOW = "01-cxl-owns.yaml";
  private static final Map<List<Object>, Orders> EXPLORED = new ConcurrentHashMap<>();

  @ParameterizedTest(name = "{0}: {1} states, {2} orders")
  @CsvSource({"v6.12, 144, 4680", "rfc-2025-07, 318, 43092"})
  void oneWindowIsIndependentOfTheOrder(String policy, BigInteger states, BigInteger orders) {
    Orders found = explored(policy, Described.example(ONE_WINDOW), Limits.DEFAULT);
    assertEquals(Verdict.INDEPENDENT, found.verdict());
    assertEquals(states, found.states());
    assertEquals(orders, found.count());
    assertNull(found.sample());
    RangeOrders range = found.ranges().get(0);
    assertEquals(Verdict.INDEPENDENT, range.verdict());
    assertNull(range.critical());
    assertEquals(orders, range.outcomes().get(0).orders());
  }

  /** kernel-behaviour: deferred work does not wait for a probe that cxl_bus_rescan() retries. */
  @Test
  void theRetriedProbeRacesWithTheDeferredWork() {
    Platform platform = Described.read(Path.of("src/test/resources/explore/race.yaml"));
    Orders found = explored("v7.1", platform, Limits.DEFAULT);
    RangeOrders range = found.ranges().get(0);
    assertEquals(Verdict.DEPENDENT, range.verdict());
    assertEquals(
        List.of("cxl []", "hmem []", "hmem [dax_cxl:-12]"),
        range.outcomes().stream().map(ExplorationTest::words).sorted().toList());
    BigInteger sum =
        range.outcomes().stream()
            .map(outcome -> Objects.requireNonNull(outcome.orders()))
            .reduce(BigInteger.ZERO, BigInteger::add);
    assertEquals(found.count(), sum);
    Exploration.CriticalPair pair = Objects.requireNonNull(range.critical());
    assertEquals(
        Set.of("deferred-work", "memdev-probe mem0"),
        Set.of(pair.keeps().text(), pair.loses().text()));
    range.outcomes().forEach(outcome -> replays("v7.1", platform, range, outcome));
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"7.3.4-hmat-split-two.yaml", "7.3.4-hmat-split-two-b.yaml"})
  void bothFatesThatTheRaceHadOnRealBootsAreMet(String capture) {
    Platform platform = Described.capture(capture);
    Orders found = explored("v7.1", platform, new Limits(50, 7, true, null));
    RangeOrders second = found.ranges().get(1);
    Set<String> owners =
        second.outcomes().stream()
            .map(outcome -> outcome.fate().owner().word())
            .collect(Collectors.toSet());
    assertEquals(Set.of("cxl", "hmem"), owners);
    RangeOutcome last = second.outcomes().get(second.outcomes().size() - 1);
    replays("v7.1", platform, second, last);
  }

  @Test
  void behindTheLimitThereIsASampleAndNoProof() {
    Orders found = explored("v6.12", Described.example(ONE_WINDOW), new Limits(10, 5, true, null));
    assertEquals(Verdict.UNKNOWN, found.verdict());
    assertEquals("the limit of 10 states is hit", found.gap());
    assertEquals(new Exploration.Sample(5, OrderSample.ORDERS), found.sample());
    assertNull(found.count());
    assertNull(found.ranges().get(0).outcomes().get(0).orders());
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3})
  void randomOrdersEndAsExploredOnesDo(long seed) {
    Platform platform = Described.example(ONE_WINDOW);
    Orders found = explored("rfc-2025-07", platform, Limits.DEFAULT);
    Set<Exploration.Fate> known = new HashSet<>();
    found.ranges().get(0).outcomes().forEach(outcome -> known.add(outcome.fate()));
    OrderSample.draw(start("rfc-2025-07", platform), seed, 20)
        .keySet()
        .forEach(ending -> assertTrue(known.contains(ending.parts().get(0).fate())));
  }

  /** Everything built in leaves few orders, so that all of them can be walked one by one. */
  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"v6.12", "v7.1"})
  void countsAreThoseOfWalkingEachOrder(String policy) {
    Platform platform = Described.read(Path.of("src/test/resources/explore/few-orders.yaml"));
    LiveBoot.Start start = start(policy, platform);
    Map<Ending, Integer> naive = new TreeMap<>(java.util.Comparator.comparing(Ending::toString));
    walk(start, new ArrayList<>(), naive);
    Orders found = explored(policy, platform, Limits.DEFAULT);
    int orders = naive.values().stream().mapToInt(Integer::intValue).sum();
    assertTrue(orders > 1, "there is a choice");
    assertEquals(BigInteger.valueOf(orders), found.count());
    assertEquals(naive.size(), found.outcomes());
  }

  private static void walk(
      LiveBoot.Start start, List<Witness.Step> path, Map<Ending, Integer> found) {
    List<Event> enabled;
    try (LiveBoot boot = start.replay(path)) {
      boot.takeForced(path);
      enabled = boot.enabled();
      if (enabled.isEmpty()) {
        found.merge(boot.ending(), 1, Integer::sum);
      }
    }
    for (Event event : enabled) {
      List<Witness.Step> next = new ArrayList<>(path);
      next.add(Witness.Step.of(event));
      walk(start, next, found);
    }
  }

  @Test
  void anOrderThatTheRulesDoNotAllowIsRefused() {
    Platform platform = Described.example(ONE_WINDOW);
    Witness wrong =
        new Witness(
            platform.id(), "v6.12", Map.of(), List.of(new Witness.Step("hmem-walk", "", "")));
    Outcome outcome = new Boot(policy("v6.12"), BootOptions.DEFAULT.along(wrong)).run(platform);
    assertEquals(Outcome.Status.UNSUPPORTED, outcome.status());
    assertEquals(
        "event 1 of the witness, 'hmem-walk', may not happen there; there may: boot",
        outcome.diagnostics().get(0).message());
  }

  private static void replays(
      String policy, Platform platform, RangeOrders range, RangeOutcome claimed) {
    Outcome outcome =
        new Boot(policy(policy), BootOptions.DEFAULT.along(claimed.witness())).run(platform);
    Outcome.RangeFate fate =
        outcome.ranges().stream()
            .filter(f -> f.range().equals(range.range()))
            .findFirst()
            .orElseThrow();
    assertEquals(claimed.fate().owner(), fate.owner());
    assertEquals(claimed.fate().usable(), fate.usable());
    assertEquals(claimed.fate().errors(), fate.errors());
  }

  private static String words(RangeOutcome outcome) {
    return outcome.fate().owner().word() + " " + outcome.fate().errors();
  }

  private static Policy policy(String name) {
    return Described.POLICIES.policy(name);
  }

  private static LiveBoot.Start start(String policy, Platform platform) {
    List<Object> facts = new ArrayList<>(PlatformFacts.of(platform, platform));
    return new LiveBoot.Start(policy(policy), facts, BootOptions.DEFAULT.firingLimit(facts.size()));
  }

  /** Each is explored once for all tests. */
  private static Orders explored(String policy, Platform platform, Limits limits) {
    return EXPLORED.computeIfAbsent(
        List.of(policy, platform.id(), limits),
        key ->
            new Boot(policy(policy), BootOptions.DEFAULT)
                .explore(platform, limits)
                .readings()
                .get(0));
  }
}
