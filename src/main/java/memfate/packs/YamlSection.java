package memfate.packs;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import memfate.engine.YamlFile;
import memfate.engine.YamlFile.Entry;
import memfate.engine.YamlFile.Mapping;
import memfate.engine.YamlFile.Sequence;
import memfate.engine.YamlFile.Text;
import memfate.engine.YamlFile.Value;
import memfate.platform.Diagnostic;
import memfate.platform.SourceLocation;

/** A mapping of a pack's YAML file; what is wrong with it is collected, each with its place. */
final class YamlSection {
  private final YamlFile file;
  private final Mapping mapping;
  private final List<Diagnostic> problems;

  private YamlSection(YamlFile file, Mapping mapping, List<Diagnostic> problems) {
    this.file = file;
    this.mapping = mapping;
    this.problems = problems;
  }

  static YamlSection root(YamlFile file, List<Diagnostic> problems) {
    return new YamlSection(file, file.root(), problems);
  }

  SourceLocation at() {
    return mapping.at();
  }

  /** Returns where a key's value stands; the section when it has no such key. */
  SourceLocation at(String key) {
    Value value = mapping.get(key);
    return value == null ? mapping.at() : value.at();
  }

  /** Refuses all other keys. */
  YamlSection only(Collection<String> keys) {
    for (Entry entry : mapping.entries().values()) {
      if (!keys.contains(entry.key())) {
        wrong(
            entry.keyAt(),
            "unknown key '%s'".formatted(entry.key()),
            "there are " + String.join(", ", keys));
      }
    }
    return this;
  }

  boolean has(String key) {
    return mapping.get(key) != null;
  }

  boolean isMapping(String key) {
    return mapping.get(key) instanceof Mapping;
  }

  List<String> keys() {
    return List.copyOf(mapping.entries().keySet());
  }

  Optional<String> text(String key) {
    Value value = mapping.get(key);
    return value == null ? Optional.empty() : single(value, key);
  }

  /** Reads a text that has to be there. */
  String required(String key) {
    Value value = mapping.get(key);
    if (value == null) {
      wrong(at(), "'%s' is missing".formatted(key), "");
      return "";
    }
    String text = single(value, key).orElse("?");
    if (text.isBlank()) {
      wrong(value.at(), "'%s' says nothing".formatted(key), "");
    }
    return text;
  }

  /** Reads texts: one, or a list; each with its place. */
  Map<String, SourceLocation> texts(String key) {
    Value value = mapping.get(key);
    Map<String, SourceLocation> texts = new LinkedHashMap<>();
    if (value != null) {
      List<Value> items = value instanceof Sequence list ? list.items() : List.of(value);
      for (Value item : items) {
        single(item, key).ifPresent(text -> texts.put(text, item.at()));
      }
    }
    return texts;
  }

  boolean flag(String key) {
    String text = text(key).orElse("false");
    if (!text.equals("true") && !text.equals("false")) {
      wrong(at(key), "'%s' has to be true or false".formatted(key), "");
    }
    return text.equals("true");
  }

  Optional<YamlSection> section(String key) {
    Value value = mapping.get(key);
    return value == null ? Optional.empty() : section(value, key);
  }

  /** Reads a list of mappings. */
  List<YamlSection> rows(String key) {
    Value value = mapping.get(key);
    List<YamlSection> rows = new ArrayList<>();
    if (value instanceof Sequence list) {
      list.items().forEach(item -> section(item, key).ifPresent(rows::add));
    } else if (value != null) {
      wrong(value.at(), "'%s' has to be a list".formatted(key), "");
    }
    return rows;
  }

  private Optional<YamlSection> section(Value value, String key) {
    if (value instanceof Mapping inner) {
      return Optional.of(new YamlSection(file, inner, problems));
    }
    wrong(value.at(), "'%s' has to be a mapping".formatted(key), "");
    return Optional.empty();
  }

  private Optional<String> single(Value value, String key) {
    if (value instanceof Text text) {
      return Optional.of(text.text());
    }
    wrong(value.at(), "'%s' has to be a single value".formatted(key), "");
    return Optional.empty();
  }

  void wrong(SourceLocation at, String message, String help) {
    problems.add(file.error(at, message, help));
  }
}
