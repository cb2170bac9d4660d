package memfate.importer;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import memfate.importer.Node.Entry;
import memfate.importer.Node.Mapping;
import memfate.importer.Node.Scalar;
import memfate.importer.Node.Sequence;
import memfate.platform.SourceLocation;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.dataformat.yaml.YAMLFactory;
import tools.jackson.dataformat.yaml.YAMLParser;

/** Reads the text of one document into a {@link Node} tree with a place on every key and value. */
final class TreeReader {
  private static final String WRITE_OUT = "write the value out again";

  /** The limits are kept here and not by the parser, which would stop at the first thing. */
  private static final StreamReadConstraints UNLIMITED =
      StreamReadConstraints.builder()
          .maxNestingDepth(Integer.MAX_VALUE)
          .maxStringLength(Integer.MAX_VALUE)
          .maxNameLength(Integer.MAX_VALUE)
          .maxNumberLength(Integer.MAX_VALUE)
          .build();

  private static final JsonFactory JSON =
      JsonFactory.builder().streamReadConstraints(UNLIMITED).build();

  /** By buffer size: the YAML scanner copies its buffer each time that a long token grows it. */
  private static final NavigableMap<Integer, YAMLFactory> YAML =
      new TreeMap<>(Map.of(1 << 12, yaml(1 << 12), 1 << 16, yaml(1 << 16), 1 << 22, yaml(1 << 22)));

  private final Source source;
  private final Limits limits;
  private final Problems problems;
  private final JsonParser parser;
  private boolean anchorRefused;

  private TreeReader(Source source, Limits limits, Problems problems, JsonParser parser) {
    this.source = source;
    this.limits = limits;
    this.problems = problems;
    this.parser = parser;
  }

  /**
   * Reads a document that holds something.
   *
   * @throws UnreadableException when there is no tree; the reason is reported
   */
  static Node read(Source source, boolean json, Limits limits, Problems problems) {
    problems.addSource(source);
    try (JsonParser parser =
        factory(json, source.text().length())
            .createParser(ObjectReadContext.empty(), new StringReader(source.text()))) {
      return new TreeReader(source, limits, problems, parser).document();
    } catch (JacksonException | YamlEngineException e) {
      SyntaxProblem.report(e, source, json, problems);
      throw new UnreadableException();
    }
  }

  private static TokenStreamFactory factory(boolean json, int length) {
    return json ? JSON : YAML.ceilingEntry(Math.min(length, YAML.lastKey())).getValue();
  }

  private static YAMLFactory yaml(int buffer) {
    return YAMLFactory.builder()
        .streamReadConstraints(UNLIMITED)
        .loadSettings(
            LoadSettings.builder()
                .setBufferSize(buffer)
                .setCodePointLimit(Integer.MAX_VALUE)
                .setAllowDuplicateKeys(true)
                .build())
        .build();
  }

  private Node document() {
    JsonToken first = parser.nextToken();
    Node root = first == null ? new Scalar("", true, source.locate(1, 1)) : value(first, 1);
    if (parser.nextToken() != null) {
      problems.error(here(), "", "the document goes on after its end", "separate with '---'");
      throw new UnreadableException();
    }
    return root;
  }

  private Node value(JsonToken token, int depth) {
    refuseYamlOnly();
    if (depth > limits.depth()) {
      String message = "nested deeper than %d levels".formatted(limits.depth());
      problems.error(here(), "", message, "no description needs more than 10");
      throw new UnreadableException();
    }
    return switch (token) {
      case START_OBJECT -> mapping(depth);
      case START_ARRAY -> sequence(depth);
      default -> scalar(token);
    };
  }

  private Mapping mapping(int depth) {
    SourceLocation at = here();
    Map<String, Entry> entries = new LinkedHashMap<>();
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      SourceLocation keyAt = here();
      String key = bounded(parser.currentName(), keyAt);
      Entry entry = new Entry(key, keyAt, value(parser.nextToken(), depth + 1));
      Entry before = entries.putIfAbsent(key, entry);
      if (before != null) {
        refuseDuplicate(before, entry);
      }
    }
    return new Mapping(entries, at);
  }

  private void refuseDuplicate(Entry before, Entry entry) {
    problems.errorAtKey(
        entry,
        "duplicate key '%s'".formatted(Unsigned.shorten(entry.key())),
        "the first one is at " + before.keyAt());
  }

  private Sequence sequence(int depth) {
    SourceLocation at = here();
    List<Node> items = new ArrayList<>();
    for (JsonToken token = parser.nextToken();
        token != JsonToken.END_ARRAY;
        token = parser.nextToken()) {
      items.add(value(token, depth + 1));
    }
    return new Sequence(items, at);
  }

  private Scalar scalar(JsonToken token) {
    SourceLocation at = here();
    String text = token == JsonToken.VALUE_NULL ? "" : bounded(parser.getString(), at);
    return new Scalar(text, token == JsonToken.VALUE_NULL || text.equals("~"), at);
  }

  private String bounded(String text, SourceLocation at) {
    if (text.length() <= limits.scalarLength()) {
      return text;
    }
    String message = "longer than %d characters".formatted(limits.scalarLength());
    problems.error(at, "", message, "");
    return text.substring(0, limits.scalarLength());
  }

  private void refuseYamlOnly() {
    if (!(parser instanceof YAMLParser yaml)) {
      return;
    }
    if (yaml.isCurrentAlias()) {
      problems.error(here(), "", "YAML aliases are not accepted", WRITE_OUT);
      throw new UnreadableException();
    }
    if (yaml.getObjectId() != null && !anchorRefused) {
      anchorRefused = true;
      problems.error(here(), "", "YAML anchors are not accepted", WRITE_OUT);
    }
    if (yaml.getRawTag() != null) {
      problems.error(here(), "", "YAML tags are not accepted", "leave the tag out");
    }
  }

  private SourceLocation here() {
    TokenStreamLocation at = parser.currentTokenLocation();
    return source.locate(Math.max(1, at.getLineNr()), Math.max(1, at.getColumnNr()));
  }
}
