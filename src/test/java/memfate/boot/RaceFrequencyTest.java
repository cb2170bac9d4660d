package memfate.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.LongFunction;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import memfate.boot.Exploration.Limits;
import memfate.boot.Exploration.Orders;
import memfate.boot.Exploration.RangeOrders;
import memfate.platform.Platform;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * On how many random machines the order of events decides who owns a range, or how much of it is
 * usable. Prints the table that {@code findings.md} keeps.
 */
@Tag("long")
class RaceFrequencyTest {
  private static final Limits LIMITS = new Limits(20_000, 1, true, 20, null);
  private static final String FORMAT = "| %s | %s | %s | %s | %s | %s | %s | %s |%n";

  @Test
  void theDeferredWorkRacesUnderTheSecondLookOnly() {
    System.out.printf(
        FORMAT,
        "machines",
        "policy",
        "number",
        "dependent",
        "work or probe",
        "work or driver",
        "less usable",
        "limit hit");
    List<Counts> counts = counts("mostly built in", 100, RandomPlatforms::yaml);
    counts.addAll(counts("of distributions", 40, RandomPlatforms::ofDistribution));
    for (Counts count : counts) {
      boolean looksTwice = count.policy().equals("v7.1");
      assertEquals(looksTwice, count.probe() > 0, count::toString);
    }
  }

  private static List<Counts> counts(String shape, int machines, LongFunction<String> yaml) {
    return List.of("v6.12", "rfc-2025-07", "v7.1").stream()
        .map(policy -> count(shape, machines, yaml, policy))
        .collect(Collectors.toList());
  }

  private static Counts count(
      String shape, int machines, LongFunction<String> yaml, String policy) {
    Boot boot = new Boot(Described.POLICIES.policy(policy), BootOptions.DEFAULT);
    List<Orders> found =
        LongStream.range(5_000, 5_000 + machines)
            .parallel()
            .mapToObj(seed -> explore(boot, Described.of(yaml.apply(seed))))
            .toList();
    Counts counts =
        new Counts(
            policy,
            count(found, orders -> orders.ranges().stream().anyMatch(RaceFrequencyTest::depends)),
            count(found, orders -> workRacesWith(orders, "memdev-probe")),
            count(found, orders -> workRacesWith(orders, "init")),
            count(found, orders -> orders.ranges().stream().anyMatch(RaceFrequencyTest::loses)),
            count(found, orders -> !orders.exhaustive()));
    System.out.printf(
        FORMAT,
        shape,
        policy,
        machines,
        counts.dependent(),
        counts.probe(),
        counts.driver(),
        counts.loses(),
        counts.limited());
    assertTrue(counts.limited() < machines, "all orders of some machine were looked at");
    return counts;
  }

  private static Orders explore(Boot boot, Platform platform) {
    return boot.explore(platform, LIMITS).readings().get(0);
  }

  private static int count(List<Orders> found, Predicate<? super Orders> predicate) {
    return (int) found.stream().filter(predicate).count();
  }

  private static boolean depends(RangeOrders range) {
    return range.outcomes().stream()
            .map(o -> o.fate().owner() + " " + o.fate().usable())
            .distinct()
            .count()
        > 1;
  }

  /** The deferred work and an event are the two of which the order decides. */
  private static boolean workRacesWith(Orders orders, String event) {
    return orders.ranges().stream()
        .filter(RaceFrequencyTest::depends)
        .map(RangeOrders::critical)
        .filter(Objects::nonNull)
        .anyMatch(
            pair ->
                Set.of(pair.keeps().event(), pair.loses().event())
                    .equals(Set.of("deferred-work", event)));
  }

  /** Some order makes less use of it than the usual one. */
  private static boolean loses(RangeOrders range) {
    long usual = range.outcomes().get(0).fate().usable();
    return range.outcomes().stream().anyMatch(o -> o.fate().usable() < usual);
  }

  /**
   * Machines of one shape under one policy.
   *
   * @param dependent on which the order decides
   * @param probe where the deferred work and the probe of a memory device decide
   * @param driver where the deferred work and the init of a driver decide
   * @param loses where some order makes less use of a range than the usual one
   * @param limited of which not all orders were looked at
   */
  private record Counts(
      String policy, int dependent, int probe, int driver, int loses, int limited) {}
}
