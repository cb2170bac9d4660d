package memfate.importer;

import java.util.List;
import java.util.Map;
import memfate.platform.SourceLocation;
import org.jspecify.annotations.Nullable;

/** A value of a description, with its place: the same tree from YAML and from JSON. */
public sealed interface Node {

  SourceLocation at();

  /** Returns what a person calls such a value. */
  String kind();

  /** Keys in file order. */
  record Mapping(Map<String, Entry> entries, SourceLocation at) implements Node {
    /** Returns the value of a key, null when there is no such key. */
    public @Nullable Node get(String key) {
      Entry entry = entries.get(key);
      return entry == null ? null : entry.value();
    }

    @Override
    public String kind() {
      return "a mapping";
    }
  }

  /** One key with its value. */
  record Entry(String key, SourceLocation keyAt, Node value) {}

  /** A list. */
  record Sequence(List<Node> items, SourceLocation at) implements Node {
    @Override
    public String kind() {
      return "a list";
    }
  }

  /**
   * A single value as it is written: what it means depends on the key, not on YAML's guess.
   *
   * @param text the characters, without quotes
   * @param isNull whether there is no value at all ({@code key:}, {@code ~}, {@code null})
   */
  record Scalar(String text, boolean isNull, SourceLocation at) implements Node {
    @Override
    public String kind() {
      return isNull ? "no value" : "a single value";
    }
  }
}
