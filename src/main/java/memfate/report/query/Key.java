package memfate.report.query;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * A place in a platform record: keys from outside in, joined by dots. What is in a list is met one
 * by one: {@code findings.code} has as many values as there are findings.
 *
 * @param name as people wrote it
 * @param path the keys
 */
public record Key(String name, List<String> path) {

  /** The value of a record that has nothing there. */
  public static final String NOTHING = "-";

  private static final String RANGES = "ranges";

  /** Short names of what people ask for most. */
  private static final Map<String, String> SHORT =
      Map.ofEntries(
          Map.entry("fate", "ranges.owner"),
          Map.entry("owner", "ranges.owner"),
          Map.entry("driver", "ranges.driver"),
          Map.entry("decision", "ranges.decisions.decision"),
          Map.entry("rule", "ranges.decisions.rule"),
          Map.entry("pack", "ranges.decisions.pack"),
          Map.entry("error", "ranges.errors"),
          Map.entry("finding", "findings.code"),
          Map.entry("severity", "findings.severity"),
          Map.entry("verdict", "order.verdict"),
          Map.entry("file", "input.path"),
          Map.entry("vendor", "machine.vendor"),
          Map.entry("product", "machine.dmi.product-name"),
          Map.entry("bios", "machine.dmi.bios-version"),
          Map.entry("arch", "machine.arch"),
          Map.entry("kernel", "kernel.version"),
          Map.entry("distro", "kernel.distro"));

  /**
   * Reads a key.
   *
   * @throws IllegalArgumentException if it has an empty part
   */
  public static Key of(String text) {
    List<String> path = List.of(SHORT.getOrDefault(text, text).split("\\.", -1));
    if (path.contains("")) {
      throw new IllegalArgumentException(
          "'%s' is no key; write names joined by dots, as in order.verdict".formatted(text));
    }
    return new Key(text, path);
  }

  /** Returns the short names, sorted. */
  public static List<String> shortNames() {
    return SHORT.keySet().stream().sorted().toList();
  }

  /** Returns whether each range has values of its own. */
  boolean isOfRanges() {
    return path.get(0).equals(RANGES) && path.size() > 1;
  }

  /** Returns the values in a record, each once; {@link #NOTHING} if there are none. */
  Set<String> valuesIn(JsonNode record) {
    return values(record, path);
  }

  /** Returns the values of one range, if the key {@link #isOfRanges()}. */
  Set<String> valuesOf(JsonNode range) {
    return values(range, path.subList(1, path.size()));
  }

  private static Set<String> values(JsonNode from, List<String> path) {
    Set<String> values = new LinkedHashSet<>();
    collect(from, path, values);
    if (values.isEmpty()) {
      values.add(NOTHING);
    }
    return values;
  }

  private static void collect(JsonNode node, List<String> path, Set<String> values) {
    if (node.isArray()) {
      node.forEach(element -> collect(element, path, values));
    } else if (!path.isEmpty()) {
      collect(node.path(path.get(0)), path.subList(1, path.size()), values);
    } else if (node.isValueNode() && !node.isNull()) {
      values.add(node.asString());
    }
  }
}
