package memfate.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import memfate.boot.Exploration.CriticalPair;
import memfate.boot.Exploration.Limits;
import memfate.boot.Exploration.Orders;
import memfate.boot.Exploration.RangeOrders;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What real boots did is among what the orders of events give: owners, usable bytes, errors, the
 * resource tree and the log.
 */
class CapturedOrdersTest {
  private static final Limits FEW = new Limits(20, 1, true, 1, null);
  private static final Limits SOME = new Limits(600, 7, true, 20, null);

  @TestFactory
  Stream<DynamicTest> someOrderEndsAsTheRealBootDid() {
    return Captured.all().stream()
        .filter(capture -> !capture.end().isEmpty())
        .map(
            capture ->
                DynamicTest.dynamicTest(
                    capture.id(), () -> assertMet(capture, capture.explore(FEW))));
  }

  /** Five boots of one platform: four gave its second window to CXL, one to hmem. */
  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"7.3.4-hmat-split-two", "7.3.4-hmat-split-two-b"})
  void bothFatesOfOnePlatformAreMet(String id) {
    assertBothFates(secondRange(Captured.named(id).explore(SOME)));
  }

  /** Prints a table on the way, of which decisions.md keeps the figures. */
  @Test
  @Tag("long")
  void allOrdersOfEachRealBoot() {
    for (Captured capture : Captured.all()) {
      Exploration found = capture.explore(Limits.DEFAULT);
      Orders orders = found.readings().get(0);
      System.out.printf(
          "%-40s %-11s %2d outcomes %8d states %17d orders %s%n",
          capture.id(),
          found.verdict(),
          found.outcomes(),
          orders.states(),
          orders.count(),
          orders.gap());
      assertMet(capture, found);
      if (capture.id().startsWith("7.3.4-hmat-split-two")) {
        assertRaces(found);
      }
    }
  }

  private static void assertMet(Captured capture, Exploration found) {
    List<List<String>> differences = capture.differences(found);
    assertTrue(differences.contains(List.<String>of()), () -> capture.id() + ": " + differences);
  }

  /** The deferred work races with the retried probe of the device below the second window. */
  private static void assertRaces(Exploration found) {
    assertTrue(found.exhaustive(), "not every order was looked at");
    RangeOrders second = secondRange(found);
    assertBothFates(second);
    CriticalPair pair = Objects.requireNonNull(second.critical());
    assertEquals("memdev-probe mem1", pair.keeps().text());
    assertEquals("deferred-work", pair.loses().text());
  }

  private static RangeOrders secondRange(Exploration found) {
    return found.readings().get(0).ranges().get(1);
  }

  private static void assertBothFates(RangeOrders range) {
    assertEquals(Set.of("cxl, all", "hmem, all"), fates(range));
    assertTrue(
        range.outcomes().stream()
            .anyMatch(outcome -> outcome.fate().errors().equals(List.of("dax_cxl:-12"))),
        "as in the boot that gave it to hmem");
  }

  private static Set<String> fates(RangeOrders range) {
    return range.outcomes().stream()
        .map(Exploration.RangeOutcome::fate)
        .map(
            fate ->
                fate.owner().word() + (fate.usable() == range.range().size() ? ", all" : ", less"))
        .collect(Collectors.toSet());
  }
}
