package memfate.engine;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import memfate.platform.Diagnostic;
import memfate.platform.SourceLocation;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.dataformat.yaml.YAMLFactory;

/** A YAML file of a rules folder: values as they are written, each with its place. */
public final class YamlFile {
  private static final YAMLFactory YAML =
      YAMLFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  /** A value with its place. */
  public sealed interface Value {
    SourceLocation at();
  }

  /** Keys in file order. */
  public record Mapping(Map<String, Entry> entries, SourceLocation at) implements Value {
    public @Nullable Value get(String key) {
      Entry entry = entries.get(key);
      return entry == null ? null : entry.value();
    }
  }

  /** A key with its value. */
  public record Entry(String key, SourceLocation keyAt, Value value) {}

  /** Values in file order. */
  public record Sequence(List<Value> items, SourceLocation at) implements Value {}

  /** A single value as it is written: {@code 6.10} stays {@code 6.10}. */
  public record Text(String text, SourceLocation at) implements Value {}

  private final String name;
  private final List<String> lines;
  private final Mapping root;

  private YamlFile(String name, String text) {
    this.name = name;
    this.lines = text.lines().toList();
    try (JsonParser parser = YAML.createParser(ObjectReadContext.empty(), text)) {
      JsonToken first = parser.nextToken();
      Value value =
          first == null
              ? new Mapping(Map.of(), new SourceLocation(name, 1, 1))
              : value(parser, first);
      if (!(value instanceof Mapping mapping)) {
        throw new PolicyException(
            "%s has to be a mapping".formatted(name),
            List.of(error(value.at(), "the file has to be a mapping of keys to values", "")));
      }
      this.root = mapping;
    }
  }

  /**
   * Reads a file.
   *
   * @param name what diagnostics call it
   * @throws PolicyException if it cannot be read or is no mapping
   */
  static YamlFile read(Path file, String name) {
    try {
      return parse(name, Files.readString(file, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw unreadable(name, e);
    }
  }

  /**
   * Reads a text.
   *
   * @param name what diagnostics call it
   * @throws PolicyException if it is no YAML or no mapping
   */
  public static YamlFile parse(String name, String text) {
    try {
      return new YamlFile(name, text);
    } catch (JacksonException e) {
      throw unreadable(name, e);
    }
  }

  private static PolicyException unreadable(String name, Exception e) {
    String message = "cannot read it: " + firstLine(e);
    return new PolicyException(message, List.of(Diagnostic.error(message, place(name, e))));
  }

  /** Returns what it holds. */
  public Mapping root() {
    return root;
  }

  /** Returns an error that shows its line. */
  public Diagnostic error(SourceLocation at, String message, String help) {
    boolean known = at.line() > 0 && at.line() <= lines.size();
    String line = known ? lines.get(at.line() - 1) : "";
    return new Diagnostic(Diagnostic.Severity.ERROR, message, at, 1, line, help);
  }

  private Value value(JsonParser parser, JsonToken token) {
    SourceLocation at = here(parser);
    return switch (token) {
      case START_OBJECT -> mapping(parser, at);
      case START_ARRAY -> sequence(parser, at);
      default -> new Text(token == JsonToken.VALUE_NULL ? "" : parser.getString(), at);
    };
  }

  private Mapping mapping(JsonParser parser, SourceLocation at) {
    Map<String, Entry> entries = new LinkedHashMap<>();
    for (JsonToken t = parser.nextToken(); t != JsonToken.END_OBJECT; t = parser.nextToken()) {
      String key = parser.currentName();
      SourceLocation keyAt = here(parser);
      entries.put(key, new Entry(key, keyAt, value(parser, parser.nextToken())));
    }
    return new Mapping(entries, at);
  }

  private Sequence sequence(JsonParser parser, SourceLocation at) {
    List<Value> items = new ArrayList<>();
    for (JsonToken t = parser.nextToken(); t != JsonToken.END_ARRAY; t = parser.nextToken()) {
      items.add(value(parser, t));
    }
    return new Sequence(items, at);
  }

  private SourceLocation here(JsonParser parser) {
    TokenStreamLocation at = parser.currentTokenLocation();
    return new SourceLocation(name, at.getLineNr(), at.getColumnNr());
  }

  private static SourceLocation place(String name, Exception e) {
    TokenStreamLocation at = e instanceof JacksonException yaml ? yaml.getLocation() : null;
    return at == null
        ? new SourceLocation(name, 0, 0)
        : new SourceLocation(name, Math.max(1, at.getLineNr()), Math.max(1, at.getColumnNr()));
  }

  private static String firstLine(Exception e) {
    String said = e instanceof JacksonException json ? json.getOriginalMessage() : e.toString();
    return String.valueOf(said).lines().findFirst().orElse("");
  }
}
