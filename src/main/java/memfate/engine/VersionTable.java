package memfate.engine;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import memfate.engine.YamlFile.Entry;
import memfate.engine.YamlFile.Mapping;
import memfate.engine.YamlFile.Sequence;
import memfate.engine.YamlFile.Text;
import memfate.engine.YamlFile.Value;
import memfate.platform.Diagnostic;
import memfate.platform.SourceLocation;
import org.jspecify.annotations.Nullable;

/** Reads {@code policies/versions.yaml}: which kernel behaves by which policy. */
final class VersionTable {
  static final String FILE = "versions.yaml";

  private static final List<String> KEYS =
      List.of("from", "before", "version", "distro", "arch", "policy", "set", "remark");
  private static final List<String> ARCHS = List.of("x86_64", "aarch64", "riscv64");
  private static final String NO_VERSION = "write a version such as \"6.12\" or \"6.12.4\"";

  private final YamlFile file;
  private final List<Diagnostic> problems = new ArrayList<>();

  private VersionTable(YamlFile file) {
    this.file = file;
  }

  /**
   * Reads the rows; the first that takes a kernel counts.
   *
   * @throws PolicyException with everything that is wrong with the table
   */
  static List<VersionRow> read(Path path, String name) {
    VersionTable table = new VersionTable(YamlFile.read(path, name));
    List<VersionRow> rows = table.rows();
    if (!table.problems.isEmpty()) {
      throw new PolicyException("%s cannot be used".formatted(name), table.problems);
    }
    return rows;
  }

  private List<VersionRow> rows() {
    refuseUnknown(file.root(), List.of("versions"));
    Value versions = file.root().get("versions");
    if (!(versions instanceof Sequence list)) {
      SourceLocation at = versions == null ? file.root().at() : versions.at();
      wrong(at, "the table has to be a list of rows under 'versions'", "");
      return List.of();
    }
    List<VersionRow> rows = new ArrayList<>();
    for (Value item : list.items()) {
      if (item instanceof Mapping row) {
        rows.add(row(row));
      } else {
        wrong(item.at(), "a row has to be a mapping", "write {from: \"6.12\", policy: v6.12}");
      }
    }
    return rows;
  }

  private VersionRow row(Mapping row) {
    refuseUnknown(row, KEYS);
    if (row.get("policy") == null) {
      wrong(row.at(), "a row has no 'policy'", "");
    }
    return new VersionRow(
        range(row),
        texts(row, "distro"),
        archs(row),
        text(row, "policy").orElse(""),
        set(row),
        text(row, "remark").orElse(""),
        row.at());
  }

  private VersionRange range(Mapping row) {
    @Nullable String from = bound(row, "from");
    @Nullable String before = bound(row, "before");
    if (from != null && before != null) {
      if (from.isEmpty()) {
        wrong(place(row, "before"), "'before' makes no sense where no version is told", "");
      } else if (VersionRange.compare(from, before) >= 0) {
        wrong(
            place(row, "before"),
            "no version is from %s on and before %s".formatted(from, before),
            "");
      }
    }
    return new VersionRange(from, before, texts(row, "version"));
  }

  /** An empty {@code from} stands for kernels of which no version is told. */
  private @Nullable String bound(Mapping row, String key) {
    Optional<String> text = text(row, key);
    if (text.isEmpty()) {
      return null;
    }
    boolean untold = key.equals("from") && text.get().isEmpty();
    if (!untold && !VersionRange.isVersion(text.get())) {
      wrong(
          place(row, key),
          "'%s' is \"%s\", which is no version".formatted(key, text.get()),
          NO_VERSION);
      return null;
    }
    return text.get();
  }

  private List<String> archs(Mapping row) {
    List<String> archs = texts(row, "arch");
    for (String arch : archs) {
      if (!ARCHS.contains(arch)) {
        wrong(
            place(row, "arch"),
            "there is no architecture \"%s\"".formatted(arch),
            "there are " + String.join(", ", ARCHS));
      }
    }
    return archs;
  }

  private Map<String, String> set(Mapping row) {
    Value value = row.get("set");
    Map<String, String> set = new LinkedHashMap<>();
    if (value instanceof Mapping options) {
      for (Entry option : options.entries().values()) {
        single(option.value(), option.key()).ifPresent(text -> set.put(option.key(), text));
      }
    } else if (value != null) {
      wrong(value.at(), "'set' has to be a mapping of options to values", "");
    }
    return set;
  }

  private Optional<String> text(Mapping row, String key) {
    Value value = row.get(key);
    return value == null ? Optional.empty() : single(value, key);
  }

  /** Reads a text, or several in a list. */
  private List<String> texts(Mapping row, String key) {
    Value value = row.get(key);
    if (value == null) {
      return List.of();
    }
    List<String> texts = new ArrayList<>();
    List<Value> items = value instanceof Sequence list ? list.items() : List.of(value);
    items.forEach(item -> single(item, key).ifPresent(texts::add));
    if (texts.isEmpty() || texts.contains("")) {
      wrong(value.at(), "'%s' says nothing".formatted(key), "leave it out to take every kernel");
    }
    return List.copyOf(texts);
  }

  private Optional<String> single(Value value, String key) {
    if (value instanceof Text text) {
      return Optional.of(text.text());
    }
    wrong(value.at(), "'%s' has to be a single value".formatted(key), "");
    return Optional.empty();
  }

  private void refuseUnknown(Mapping mapping, List<String> keys) {
    for (Entry entry : mapping.entries().values()) {
      if (!keys.contains(entry.key())) {
        wrong(
            entry.keyAt(),
            "unknown key '%s'".formatted(entry.key()),
            "there are " + String.join(", ", keys));
      }
    }
  }

  private static SourceLocation place(Mapping row, String key) {
    Value value = row.get(key);
    return value == null ? row.at() : value.at();
  }

  private void wrong(SourceLocation at, String message, String help) {
    problems.add(file.error(at, message, help));
  }

  /**
   * Returns what is wrong with the policies that rows name: one that does not exist, or an option
   * that it does not have.
   *
   * @param names the policies that there are
   * @param library compiles them, for their options
   */
  static List<Diagnostic> unresolved(
      Path path, String name, Set<String> names, PolicyLibrary library) {
    YamlFile file = YamlFile.read(path, name);
    List<Diagnostic> problems = new ArrayList<>();
    for (VersionRow row : read(path, name)) {
      if (!names.contains(row.policy())) {
        problems.add(
            file.error(
                row.at(),
                "there is no policy '%s'".formatted(row.policy()),
                "there are " + String.join(", ", names)));
      } else if (!row.set().isEmpty()) {
        checkOptions(row, file, library, problems);
      }
    }
    return problems;
  }

  private static void checkOptions(
      VersionRow row, YamlFile file, PolicyLibrary library, List<Diagnostic> problems) {
    try {
      library.checkOptions(row.policy(), row.set());
    } catch (PolicyException e) {
      e.diagnostics().forEach(d -> problems.add(file.error(row.at(), d.message(), d.help())));
    }
  }
}
