package memfate.importer;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import memfate.importer.Node.Entry;
import memfate.importer.Node.Mapping;
import memfate.importer.Node.Scalar;
import memfate.importer.Node.Sequence;
import memfate.platform.Table;

/** The state of reading one document: its problems, and the {@code x-} keys met so far. */
final class Reading {
  private final Problems problems;
  private final Map<String, String> extensions = new LinkedHashMap<>();

  Reading(Problems problems) {
    this.problems = problems;
  }

  Problems problems() {
    return problems;
  }

  Map<String, String> extensions() {
    return extensions;
  }

  /** Keeps a value below an {@code x-} key, flattened. */
  void extend(String path, Node value) {
    if (value instanceof Mapping mapping) {
      mapping.entries().values().forEach(e -> extend(path + "." + e.key(), e.value()));
    } else if (value instanceof Sequence sequence) {
      for (int i = 0; i < sequence.items().size(); i++) {
        extend("%s[%d]".formatted(path, i), sequence.items().get(i));
      }
    } else if (value instanceof Scalar scalar) {
      extensions.put(path, scalar.text());
    }
  }

  void wrongKind(Node node, String what, String wanted) {
    String is = node.kind();
    problems.error(node, "%s has to be %s, found %s".formatted(what, wanted, is), "");
  }

  Optional<Scalar> asScalar(Node node, String what) {
    if (node instanceof Scalar scalar && !scalar.isNull()) {
      return Optional.of(scalar);
    }
    wrongKind(node, what, "a single value");
    return Optional.empty();
  }

  <T> Optional<T> scalar(Node node, String what, Scalars.Parser<T> parser) {
    Optional<Scalar> scalar = asScalar(node, what);
    if (scalar.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(parser.parse(scalar.get().text()));
    } catch (ScalarException e) {
      problems.error(node, e.message(), e.help());
      return Optional.empty();
    }
  }

  /** Reads a list of mappings; items that cannot be read are reported and left out. */
  <T> List<T> rows(Node node, String what, Section section, Function<Fields, Optional<T>> reader) {
    if (!(node instanceof Sequence sequence)) {
      wrongKind(node, what, "a list");
      return List.of();
    }
    List<T> rows = new ArrayList<>();
    for (int i = 0; i < sequence.items().size(); i++) {
      Fields.of(sequence.items().get(i), section, what + "[" + i + "]", this)
          .flatMap(reader)
          .ifPresent(rows::add);
    }
    return rows;
  }

  /** Reads a table that may be {@code unknown} or {@code absent}. */
  <T> Table<T> table(
      Node node, String what, Section section, Function<Fields, Optional<T>> reader) {
    return switch (tableState(node, what)) {
      case UNKNOWN -> Table.unknown(node.at());
      case ABSENT -> Table.absent(node.at());
      case PRESENT ->
          node instanceof Sequence
              ? Table.of(rows(node, what, section, reader), node.at())
              : Table.of(List.of(), node.at());
    };
  }

  /** Returns what a node says of a table; a word that is neither is reported. */
  Table.State tableState(Node node, String what) {
    if (!(node instanceof Scalar scalar)) {
      if (node instanceof Mapping && !what.equals("cedt") && !what.equals("hmat")) {
        wrongKind(node, what, "a list, 'unknown' or 'absent'");
      }
      return Table.State.PRESENT;
    }
    return switch (scalar.text()) {
      case "unknown" -> Table.State.UNKNOWN;
      case "absent" -> Table.State.ABSENT;
      default -> {
        String help =
            DidYouMean.nearest(scalar.text(), List.of("unknown", "absent"))
                .map("did you mean '%s'?"::formatted)
                .orElse("write unknown when nobody captured it, absent when firmware has none");
        problems.error(node, "%s is neither a table, 'unknown' nor 'absent'".formatted(what), help);
        yield Table.State.PRESENT;
      }
    };
  }

  /** Reads a mapping of free keys to single values. */
  Map<String, String> texts(Node node, String what) {
    Map<String, String> texts = new LinkedHashMap<>();
    for (Entry entry : entries(node, what)) {
      scalar(entry.value(), what + "." + entry.key(), Scalars::text)
          .ifPresent(text -> texts.put(entry.key(), text));
    }
    return texts;
  }

  /** Returns the entries of a node that has to be a mapping of free keys. */
  List<Entry> entries(Node node, String what) {
    if (node instanceof Mapping mapping) {
      return List.copyOf(mapping.entries().values());
    }
    wrongKind(node, what, "a mapping");
    return List.of();
  }

  /** Reads a list of anything, item by item. */
  <T> List<T> each(Node node, String what, BiFunction<Node, String, Optional<T>> reader) {
    if (!(node instanceof Sequence sequence)) {
      wrongKind(node, what, "a list");
      return List.of();
    }
    List<T> values = new ArrayList<>();
    for (int i = 0; i < sequence.items().size(); i++) {
      reader.apply(sequence.items().get(i), what + "[" + i + "]").ifPresent(values::add);
    }
    return values;
  }
}
