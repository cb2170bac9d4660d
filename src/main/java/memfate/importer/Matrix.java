package memfate.importer;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import memfate.importer.Node.Entry;
import memfate.importer.Node.Mapping;
import memfate.importer.Node.Scalar;
import memfate.importer.Node.Sequence;
import org.jspecify.annotations.Nullable;

/**
 * The cases of a description with a {@code matrix}: every combination of a value of each axis.
 *
 * <p>An axis of {@code kconfig} or {@code modules} is an option or a module with a list of values,
 * or a list of mappings, each of which sets several at once; {@code policy} is a list of policies.
 * The last axis changes fastest. Cases are made one at a time: a matrix of many takes no more
 * memory than one.
 */
final class Matrix implements Iterable<Matrix.Case> {
  /** More cases are a mistake, and would take a night. */
  static final int MOST_CASES = 10_000;

  private static final String MATRIX = "matrix";
  private static final String NOT_OF_IDS = "[^A-Za-z0-9._:/+@-]";

  /**
   * One combination.
   *
   * @param suffix what it adds to the id: {@code [CXL_REGION=n,policy=v7.1]}
   * @param tree the description with its values, without a matrix
   */
  record Case(String suffix, Mapping tree) {}

  /** One value of an axis: its word in the id, and what it sets. */
  private record Value(String word, Node at, UnaryOperator<Mapping> change) {}

  private record Axis(String name, List<Value> values) {}

  private final Mapping plain;
  private final List<Axis> axes = new ArrayList<>();
  private final Problems problems;

  private Matrix(Mapping description, Problems problems) {
    Map<String, Entry> entries = new LinkedHashMap<>(description.entries());
    entries.remove(MATRIX);
    this.plain = new Mapping(entries, description.at());
    this.problems = problems;
  }

  /** Returns whether a description has a matrix. */
  static boolean isIn(Node description) {
    return description instanceof Mapping mapping && mapping.get(MATRIX) != null;
  }

  /** Reads the axes of a description that has a matrix; what is wrong with them is reported. */
  static Matrix of(Mapping description, Problems problems) {
    Matrix matrix = new Matrix(description, problems);
    Entry entry = description.entries().get(MATRIX);
    if (entry != null) {
      Fields.of(entry.value(), Section.MATRIX, MATRIX, new Reading(problems))
          .ifPresent(matrix::read);
      matrix.checkSize(entry);
    }
    return matrix;
  }

  private void read(Fields fields) {
    Node kconfig = fields.node("kconfig");
    Node modules = fields.node("modules");
    Node policy = fields.node("policy");
    if (kconfig != null) {
      settings("kconfig", kconfig, Matrix::plainOption);
    }
    if (modules != null) {
      settings("modules", modules, Matrix::plainModule);
    }
    if (policy != null) {
      axis("policy", policy, "policy", this::policy);
    }
    if (axes.isEmpty() && !problems.hasErrors()) {
      problems.error(fields.at(), "", "a matrix has no axis", "give kconfig, modules or policy");
    }
  }

  /** An axis for each key of a mapping, or one axis of which each value sets several keys. */
  private void settings(String section, Node node, UnaryOperator<String> plainName) {
    if (node instanceof Sequence) {
      axis(section, node, section, value -> severalAtOnce(section, value, plainName));
    } else if (node instanceof Mapping mapping) {
      for (Entry entry : mapping.entries().values()) {
        String name = plainName.apply(entry.key());
        if (axes.stream().anyMatch(axis -> axis.name().equals(name))) {
          problems.errorAtKey(entry, "axis '%s' stands twice".formatted(name), "");
        }
        axis(
            name,
            entry.value(),
            "%s.%s".formatted(section, entry.key()),
            value -> setting(section, entry, value, plainName));
      }
    } else {
      wrongKind(node, section, "a list or a mapping");
    }
  }

  /** Makes one value of an axis; null when it is reported. */
  private interface Maker {
    @Nullable Value make(Node node);
  }

  private void axis(String name, Node node, String what, Maker maker) {
    if (!(node instanceof Sequence list)) {
      wrongKind(node, what, "a list");
      return;
    }
    if (list.items().isEmpty()) {
      problems.error(node, "axis '%s' has no value".formatted(name), "");
      return;
    }
    List<Value> values = new ArrayList<>();
    Set<String> words = new LinkedHashSet<>();
    for (Node item : list.items()) {
      Value value = maker.make(item);
      if (value != null && !words.add(value.word())) {
        problems.error(item, "axis '%s' has '%s' twice".formatted(name, value.word()), "");
      } else if (value != null) {
        values.add(value);
      }
    }
    axes.add(new Axis(name, values));
  }

  private void wrongKind(Node node, String what, String wanted) {
    new Reading(problems).wrongKind(node, "matrix." + what, wanted);
  }

  private Value setting(String section, Entry of, Node value, UnaryOperator<String> plainName) {
    Entry entry = new Entry(of.key(), of.keyAt(), value);
    return new Value(word(value), value, root -> set(root, section, entry, plainName));
  }

  private @Nullable Value severalAtOnce(
      String section, Node node, UnaryOperator<String> plainName) {
    if (!(node instanceof Mapping mapping)) {
      wrongKind(node, section, "a list of mappings");
      return null;
    }
    return new Value(
        word(mapping),
        node,
        root -> {
          Mapping changed = root;
          for (Entry entry : mapping.entries().values()) {
            changed = set(changed, section, entry, plainName);
          }
          return changed;
        });
  }

  private @Nullable Value policy(Node node) {
    if (!(node instanceof Scalar scalar) || scalar.isNull()) {
      wrongKind(node, "policy", "a list of names");
      return null;
    }
    Entry entry = new Entry("policy", node.at(), node);
    return new Value(word(scalar), node, root -> set(root, "kernel", entry, name -> name));
  }

  /**
   * A value in an id: {@code n}, {@code CXL_ACPI:m+CXL_MEM:m}; an empty mapping changes nothing.
   */
  private static String word(Node node) {
    if (node instanceof Scalar scalar) {
      return scalar.text().replaceAll(NOT_OF_IDS, "_");
    }
    if (node instanceof Sequence list) {
      return list.items().stream().map(Matrix::word).collect(Collectors.joining("+"));
    }
    Mapping mapping = (Mapping) node;
    return mapping.entries().isEmpty()
        ? "as-described"
        : mapping.entries().values().stream()
            .map(entry -> entry.key().replaceAll(NOT_OF_IDS, "_") + ":" + word(entry.value()))
            .collect(Collectors.joining("+"));
  }

  private static String plainOption(String name) {
    return name.startsWith("CONFIG_") ? name.substring("CONFIG_".length()) : name;
  }

  private static String plainModule(String name) {
    return name.replace('-', '_');
  }

  /** Sets a key below a section, in place of the same key in another spelling. */
  private static Mapping set(
      Mapping root, String section, Entry entry, UnaryOperator<String> plainName) {
    Entry before = root.entries().get(section);
    Map<String, Entry> inner = new LinkedHashMap<>();
    if (before != null && before.value() instanceof Mapping mapping) {
      inner.putAll(mapping.entries());
      inner.keySet().removeIf(key -> plainName.apply(key).equals(plainName.apply(entry.key())));
    }
    inner.put(entry.key(), entry);
    Map<String, Entry> outer = new LinkedHashMap<>(root.entries());
    Mapping value = new Mapping(inner, before == null ? entry.keyAt() : before.value().at());
    outer.put(section, new Entry(section, before == null ? entry.keyAt() : before.keyAt(), value));
    return new Mapping(outer, root.at());
  }

  private void checkSize(Entry matrix) {
    long cases = 1;
    for (Axis axis : axes) {
      cases = Math.min(Integer.MAX_VALUE, cases * Math.max(1, axis.values().size()));
    }
    if (cases > MOST_CASES) {
      problems.errorAtKey(
          matrix,
          "the matrix has more than %,d cases".formatted(MOST_CASES),
          "leave out values, or split it into several descriptions");
    }
  }

  /** Returns the description as it is without a matrix. */
  Mapping plain() {
    return plain;
  }

  /** Returns the description with each value of each axis alone, to find what is wrong with it. */
  List<Mapping> singles() {
    return axes.stream()
        .flatMap(axis -> axis.values().stream())
        .map(value -> value.change().apply(plain))
        .toList();
  }

  @Override
  public Iterator<Case> iterator() {
    return new Iterator<>() {
      private final int[] at = new int[axes.size()];
      private boolean over = axes.isEmpty();

      @Override
      public boolean hasNext() {
        return !over;
      }

      @Override
      public Case next() {
        if (over) {
          throw new NoSuchElementException();
        }
        Case current = current(at);
        over = !advance(at);
        return current;
      }
    };
  }

  private Case current(int[] at) {
    List<String> words = new ArrayList<>();
    Mapping tree = plain;
    for (int i = 0; i < at.length; i++) {
      Value value = axes.get(i).values().get(at[i]);
      words.add(axes.get(i).name().replaceAll(NOT_OF_IDS, "_") + "=" + value.word());
      tree = value.change().apply(tree);
    }
    return new Case("[" + String.join(",", words) + "]", tree);
  }

  private boolean advance(int[] at) {
    for (int i = at.length - 1; i >= 0; i--) {
      at[i]++;
      if (at[i] < axes.get(i).values().size()) {
        return true;
      }
      at[i] = 0;
    }
    return false;
  }
}
