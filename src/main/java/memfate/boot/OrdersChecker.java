package memfate.boot;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import memfate.boot.Exploration.Fate;
import memfate.boot.Exploration.RangeOrders;
import memfate.platform.Expectation;
import memfate.platform.Expectation.ExpectedOrders;
import memfate.platform.Expectation.ExpectedRange;

/** Compares what all orders together gave with what a description expects of them. */
public final class OrdersChecker {
  private OrdersChecker() {}

  /** Returns whether it says something of a policy's orders. */
  public static boolean isAbout(Expectation expected, String policy) {
    return expected.confluent() != null
        || expected.explore().stream().anyMatch(orders -> isAbout(orders, policy));
  }

  private static boolean isAbout(ExpectedOrders orders, String policy) {
    return orders.policies().isEmpty() || orders.policies().contains(policy);
  }

  /** Returns what differs, nothing when all agrees. */
  public static List<String> differences(Exploration found, Expectation expected) {
    List<String> differences = new ArrayList<>();
    Boolean confluent = expected.confluent();
    if (confluent != null) {
      checkVerdict(found, confluent ? "independent" : "dependent", differences);
    }
    for (ExpectedOrders orders : expected.explore()) {
      if (isAbout(orders, found.policy())) {
        checkVerdict(found, orders.verdict(), differences);
        checkFates(found, orders.fates(), differences);
      }
    }
    return differences;
  }

  private static void checkVerdict(Exploration found, String verdict, List<String> differences) {
    String is = found.verdict().name().toLowerCase(Locale.ROOT);
    if (!is.equals(verdict)) {
      differences.add("it is %s, expected %s: %s".formatted(is, verdict, fates(found)));
    }
  }

  private static void checkFates(
      Exploration found, List<ExpectedRange> expected, List<String> differences) {
    for (ExpectedRange one : expected) {
      if (ranges(found, one).stream().noneMatch(range -> hasFate(range, one))) {
        differences.add("no order gives %s: %s".formatted(one, fates(found)));
      }
    }
    for (Exploration.Orders orders : found.readings()) {
      for (RangeOrders range : orders.ranges()) {
        List<ExpectedRange> about =
            expected.stream().filter(e -> e.range().equals(range.range())).toList();
        range.outcomes().stream()
            .map(Exploration.RangeOutcome::fate)
            .filter(fate -> !about.isEmpty() && about.stream().noneMatch(e -> is(fate, e)))
            .forEach(fate -> differences.add("%s: %s".formatted(range.range(), fate)));
      }
    }
  }

  private static List<RangeOrders> ranges(Exploration found, ExpectedRange expected) {
    return found.readings().stream()
        .flatMap(orders -> orders.ranges().stream())
        .filter(range -> range.range().equals(expected.range()))
        .toList();
  }

  private static boolean hasFate(RangeOrders range, ExpectedRange expected) {
    return range.outcomes().stream().anyMatch(outcome -> is(outcome.fate(), expected));
  }

  private static boolean is(Fate fate, ExpectedRange expected) {
    String owner = expected.owner().equals("lost") ? "none" : expected.owner();
    Long usable = expected.usable();
    return (owner.isEmpty() || fate.owner().word().equals(owner))
        && (usable == null || usable == fate.usable())
        && (expected.decisions().isEmpty() || fate.decisions().equals(expected.decisions()));
  }

  private static List<Fate> fates(Exploration found) {
    return found.readings().stream()
        .flatMap(orders -> orders.ranges().stream())
        .flatMap(range -> range.outcomes().stream())
        .map(Exploration.RangeOutcome::fate)
        .toList();
  }
}
