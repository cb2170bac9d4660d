package memfate.boot;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import memfate.boot.Exploration.CriticalPair;
import memfate.boot.Exploration.Fate;
import memfate.boot.Exploration.RangeOrders;
import memfate.boot.Exploration.RangeOutcome;
import memfate.iomem.ByteCount;

/** What {@code races.md} tells of races, written from explored orders. */
final class RacesPage {
  /** Column by policy, the oldest first. */
  private static final Map<String, String> COLUMNS = new LinkedHashMap<>();

  static {
    COLUMNS.put("v6.12", "v6.12");
    COLUMNS.put("managed-sr-v4", "sr-v4");
    COLUMNS.put("managed-sr-v5", "sr-v5");
    COLUMNS.put("rfc-2025-07", "rfc");
    COLUMNS.put("v7.0", "v7.0");
    COLUMNS.put("hmem-cxl-v4", "v4");
    COLUMNS.put("hmem-cxl-v5", "v5");
    COLUMNS.put("hmem-cxl-v6", "v6");
    COLUMNS.put("hmem-cxl-v8", "v8");
    COLUMNS.put("v7.1", "v7.1");
  }

  private RacesPage() {}

  /** Returns a row for each description: does it end as it should, under each policy? */
  static String table() {
    StringBuilder table = new StringBuilder("| race | " + String.join(" | ", COLUMNS.values()));
    table.append(" |\n|---|").append("---|".repeat(COLUMNS.size())).append('\n');
    for (Race race : Race.all()) {
      table.append("| [%s](#%s)".formatted(race.id(), race.id()));
      COLUMNS.keySet().forEach(policy -> table.append(" | ").append(cell(race, policy)));
      table.append(" |\n");
    }
    return table.toString();
  }

  private static String cell(Race race, String policy) {
    if (!race.policies().contains(policy)) {
      return "n.a.";
    }
    Exploration found = race.explore(policy);
    boolean dependent = found.verdict() == Exploration.Verdict.DEPENDENT;
    List<RangeOrders> wrong = wrong(race, found);
    if (wrong.isEmpty()) {
      return dependent ? "ok, dependent" : "ok";
    }
    return dependent ? "**bad**" : "**bad**, always";
  }

  private static List<RangeOrders> wrong(Race race, Exploration found) {
    return found.readings().stream()
        .flatMap(orders -> orders.ranges().stream())
        .filter(
            range ->
                range.outcomes().stream()
                    .anyMatch(outcome -> !race.isRight(range.range(), outcome.fate())))
        .toList();
  }

  /** Returns what the orders of a description end with, policies that agree in one line. */
  static String details(Race race) {
    Map<String, List<String>> policies = new LinkedHashMap<>();
    for (String policy : COLUMNS.keySet()) {
      if (race.policies().contains(policy)) {
        policies
            .computeIfAbsent(outcomes(race, policy), text -> new ArrayList<>())
            .add("`" + policy + "`");
      }
    }
    return policies.entrySet().stream()
        .map(entry -> "- %s: %s\n".formatted(String.join(", ", entry.getValue()), entry.getKey()))
        .collect(Collectors.joining());
  }

  private static String outcomes(Race race, String policy) {
    List<RangeOrders> ranges =
        race.explore(policy).readings().stream()
            .flatMap(orders -> orders.ranges().stream())
            .toList();
    List<String> texts = new ArrayList<>();
    for (RangeOrders range : ranges) {
      String address = ranges.size() == 1 ? "" : "`0x%x` ".formatted(range.range().start());
      texts.add(address + outcomes(range));
    }
    return texts.stream().distinct().collect(Collectors.joining("; "));
  }

  /** Decisions and errors that end in the same owner and the same bytes are one outcome here. */
  private static String outcomes(RangeOrders range) {
    Map<String, BigInteger> orders = new LinkedHashMap<>();
    for (RangeOutcome outcome : range.outcomes()) {
      BigInteger count = Objects.requireNonNull(outcome.orders());
      orders.merge(words(outcome.fate(), range), count, BigInteger::add);
    }
    if (orders.size() == 1) {
      return orders.keySet().iterator().next();
    }
    String counted =
        orders.entrySet().stream()
            .map(entry -> "%s (%s)".formatted(entry.getKey(), count(entry.getValue())))
            .collect(Collectors.joining(" or "));
    CriticalPair pair = range.critical();
    return pair == null || !isAboutOwners(range) ? counted : counted + "; " + decidedBy(pair);
  }

  private static String count(BigInteger orders) {
    return "%,d %s".formatted(orders, orders.equals(BigInteger.ONE) ? "order" : "orders");
  }

  /** The pair tells the usual fate from all others: also from one that only differs in errors? */
  private static boolean isAboutOwners(RangeOrders range) {
    String usual = words(range.outcomes().get(0).fate(), range);
    return range.outcomes().stream()
            .filter(outcome -> words(outcome.fate(), range).equals(usual))
            .count()
        == 1;
  }

  private static String decidedBy(CriticalPair pair) {
    return "decided by `%s` before `%s`, or behind it"
        .formatted(pair.keeps().text(), pair.loses().text());
  }

  private static String words(Fate fate, RangeOrders range) {
    if (fate.crash()) {
      return "the kernel dies";
    }
    if (fate.owner() == Outcome.Owner.NONE) {
      return "nobody";
    }
    return fate.usable() == range.range().size()
        ? fate.owner().word()
        : "%s with %s"
            .formatted(
                fate.owner().word(),
                ByteCount.share(ByteCount.of(fate.usable()), ByteCount.of(range.range())));
  }
}
