package memfate.importer;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The {@code x-} keys of a platform, to be written where they were read. */
final class Extensions {
  /** Deeper than this they stay flat: the reader has a limit. */
  private static final int DEPTH = 20;

  private static final Pattern STEP = Pattern.compile("\\.?+([^.\\[]++)|\\[(\\d{1,9}+)\\]");

  private final TreeMap<String, String> values;

  Extensions(Map<String, String> values) {
    this.values = new TreeMap<>(values);
  }

  /** Adds the extensions of a mapping to it; {@code path} is what the reader calls it. */
  void addTo(Yaml.Row row, String path) {
    String prefix = path.isEmpty() ? "" : path + ".";
    Map<String, String> mine = new LinkedHashMap<>();
    values
        .subMap(prefix + "x-", prefix + "x.")
        .forEach((key, value) -> mine.put(key.substring(prefix.length()), value));
    Map<String, Yaml> tree = tree(mine);
    if (tree == null) {
      mine.forEach((key, value) -> row.word(key, Yaml.quoted(value)));
    } else {
      tree.forEach(row::put);
    }
  }

  /** Returns the values as the tree that they were; null where their names do not tell. */
  private static @Nullable Map<String, Yaml> tree(Map<String, String> flat) {
    Branch root = new Branch();
    for (Map.Entry<String, String> entry : flat.entrySet()) {
      if (!root.add(entry.getKey(), entry.getValue())) {
        return null;
      }
    }
    Map<String, Yaml> tree = new LinkedHashMap<>();
    for (Map.Entry<String, Branch> entry : root.below.entrySet()) {
      Yaml value = entry.getValue().yaml();
      if (value == null) {
        return null;
      }
      tree.put(entry.getKey(), value);
    }
    return tree;
  }

  private static final class Branch {
    final Map<String, Branch> below = new LinkedHashMap<>();
    boolean list;
    @Nullable String text;

    /** Adds a value below a path, unless the path is none or leads to another kind of value. */
    boolean add(String path, String value) {
      Branch at = this;
      Matcher step = STEP.matcher(path);
      int end = 0;
      for (int depth = 0; end < path.length(); depth++) {
        if (depth == DEPTH || !step.find() || step.start() != end || at.text != null) {
          return false;
        }
        boolean index = step.group(1) == null;
        boolean dotted = path.charAt(end) == '.';
        boolean joined = index ? !dotted : dotted == (end > 0);
        if (!joined || (!at.below.isEmpty() && at.list != index)) {
          return false;
        }
        end = step.end();
        at.list = index;
        String name = index ? step.group(2) : step.group(1);
        at = at.below.computeIfAbsent(String.valueOf(name), n -> new Branch());
      }
      boolean free = at.below.isEmpty() && at.text == null;
      at.text = value;
      return free;
    }

    @Nullable Yaml yaml() {
      if (text != null) {
        return Yaml.text(text);
      }
      Map<String, Yaml> values = new LinkedHashMap<>();
      for (Map.Entry<String, Branch> entry : below.entrySet()) {
        Yaml value = entry.getValue().yaml();
        if (value == null) {
          return null;
        }
        values.put(entry.getKey(), value);
      }
      if (!list) {
        Yaml.Row row = Yaml.Row.flow();
        values.forEach(row::put);
        return row;
      }
      boolean whole =
          IntStream.range(0, values.size()).allMatch(i -> values.containsKey(Integer.toString(i)));
      return whole
          ? new Yaml.Items(
              IntStream.range(0, values.size())
                  .mapToObj(i -> java.util.Objects.requireNonNull(values.get(Integer.toString(i))))
                  .toList())
          : null;
    }
  }
}
