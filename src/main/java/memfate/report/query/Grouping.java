package memfate.report.query;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * Counts platform records by values of keys. Memory grows with the number of groups, not of
 * records.
 *
 * <p>A record counts once in each group that it has the values of: one with two findings is in both
 * groups of {@code finding}, with all of its ranges. By a key of ranges, each range counts where
 * its own value is.
 */
public final class Grouping {
  private static final Comparator<Group> BY_VALUES =
      (a, b) -> {
        for (int i = 0; i < a.values().size(); i++) {
          int order = a.values().get(i).compareTo(b.values().get(i));
          if (order != 0) {
            return order;
          }
        }
        return 0;
      };

  private final List<Key> keys;
  private final List<Condition> conditions;
  private final Map<List<String>, Group> groups = new HashMap<>();
  private final Set<Key> unmet = new LinkedHashSet<>();
  private Group total = Group.NONE;

  /**
   * Begins to count.
   *
   * @param keys by which to group
   * @param conditions what counts: all of these have to hold
   */
  public Grouping(List<Key> keys, List<Condition> conditions) {
    this.keys = List.copyOf(keys);
    this.conditions = List.copyOf(conditions);
    unmet.addAll(keys);
    conditions.forEach(condition -> unmet.add(condition.key()));
  }

  /** Counts one platform record. */
  public void add(JsonNode platform) {
    unmet.removeIf(key -> !key.valuesIn(platform).contains(Key.NOTHING));
    for (Condition condition : conditions) {
      if (!condition.key().isOfRanges() && !condition.holds(condition.key().valuesIn(platform))) {
        return;
      }
    }
    List<JsonNode> ranges = ranges(platform);
    if (ranges.isEmpty() && conditions.stream().anyMatch(c -> c.key().isOfRanges())) {
      return;
    }
    Map<List<String>, Group> found = new LinkedHashMap<>();
    if (ranges.isEmpty() || keys.stream().noneMatch(Key::isOfRanges)) {
      for (List<String> values : combinations(platform, null)) {
        found.put(values, count(values, ranges));
      }
    } else {
      for (JsonNode range : ranges) {
        for (List<String> values : combinations(platform, range)) {
          found.merge(values, count(values, List.of(range)), Grouping::together);
        }
      }
    }
    found.values().forEach(group -> groups.merge(group.values(), group, Group::plus));
    total = total.plus(count(List.of(), ranges));
  }

  /** Two parts of one record are one platform. */
  private static Group together(Group one, Group other) {
    Group both = one.plus(other);
    return new Group(
        one.values(), one.platforms(), both.ranges(), both.lost(), both.size(), both.usable());
  }

  private List<JsonNode> ranges(JsonNode platform) {
    List<JsonNode> ranges = new ArrayList<>();
    for (JsonNode range : platform.path("ranges")) {
      boolean counts =
          conditions.stream()
              .filter(c -> c.key().isOfRanges())
              .allMatch(c -> c.holds(c.key().valuesOf(range)));
      if (counts) {
        ranges.add(range);
      }
    }
    return ranges;
  }

  private List<List<String>> combinations(
      JsonNode platform, @org.jspecify.annotations.Nullable JsonNode range) {
    List<List<String>> combinations = List.of(List.of());
    for (Key key : keys) {
      Set<String> values =
          !key.isOfRanges()
              ? key.valuesIn(platform)
              : range == null ? Set.of(Key.NOTHING) : key.valuesOf(range);
      List<List<String>> longer = new ArrayList<>();
      for (List<String> combination : combinations) {
        for (String value : values) {
          List<String> more = new ArrayList<>(combination);
          more.add(value);
          longer.add(more);
        }
      }
      combinations = longer;
    }
    return combinations;
  }

  private static Group count(List<String> values, List<JsonNode> ranges) {
    BigInteger size = BigInteger.ZERO;
    BigInteger usable = BigInteger.ZERO;
    long lost = 0;
    for (JsonNode range : ranges) {
      BigInteger used = number(range, "usable");
      BigInteger length = number(range, "end").subtract(number(range, "start")).add(BigInteger.ONE);
      size = size.add(length);
      usable = usable.add(used);
      lost += used.signum() == 0 ? 1 : 0;
    }
    return new Group(values, 1, ranges.size(), lost, size, usable);
  }

  private static BigInteger number(JsonNode range, String key) {
    String text = range.path(key).asString("");
    if (!text.matches("0x[0-9a-f]{1,16}")) {
      throw new IllegalArgumentException("'%s' is no number of 64 bits in hex".formatted(key));
    }
    return new BigInteger(text.substring(2), 16);
  }

  /** Returns the groups, by their values. */
  public List<Group> groups() {
    return groups.values().stream().sorted(BY_VALUES).toList();
  }

  /** Returns the keys that no record has a value of: misspelt, perhaps. */
  public Set<Key> unmet() {
    return Collections.unmodifiableSet(unmet);
  }

  /** Returns all that counted, each record once, as a group without values. */
  public Group total() {
    return total;
  }
}
