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
import org.jspecify.annotations.Nullable;
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
public final class TreeReader {
  private static final String CUT = "the listing cannot be read on from here";
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
  private final boolean listing;
  private boolean anchorRefused;
  private boolean stopped;

  private TreeReader(
      Source source, Limits limits, Problems problems, JsonParser parser, boolean listing) {
    this.source = source;
    this.limits = limits;
    this.problems = problems;
    this.parser = parser;
    this.listing = listing;
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
      return new TreeReader(source, limits, problems, parser, false).document();
    } catch (JacksonException | YamlEngineException e) {
      SyntaxProblem.report(e, source, json, problems);
      throw new UnreadableException();
    }
  }

  /**
   * Reads what a tool printed as JSON: any number of values one after the other. Where the text
   * breaks off or stops being JSON, everything before that place is kept and a warning names it.
   */
  public static List<Node> readListing(Source source, Limits limits, Problems problems) {
    problems.addSource(source);
    List<Node> values = new ArrayList<>();
    try (JsonParser parser =
        JSON.createParser(ObjectReadContext.empty(), new StringReader(source.text()))) {
      TreeReader reader = new TreeReader(source, limits, problems, parser, true);
      for (JsonToken token = reader.next(); token != null; token = reader.next()) {
        values.add(reader.value(token, 1));
      }
    }
    return values;
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

  /** Returns the next token; null at the end, and where a listing cannot be read on. */
  private @Nullable JsonToken next() {
    if (stopped) {
      return null;
    }
    if (!listing) {
      return parser.nextToken();
    }
    try {
      return parser.nextToken();
    } catch (JacksonException e) {
      stop(place(e), CUT);
      return null;
    }
  }

  private SourceLocation place(JacksonException e) {
    TokenStreamLocation at = e.getLocation();
    SourceLocation end = source.end();
    if (at == null || at.getLineNr() < 1) {
      return end;
    }
    SourceLocation place = source.locate(at.getLineNr(), Math.max(1, at.getColumnNr()));
    return place.line() > end.line() ? end : place;
  }

  private void stop(SourceLocation at, String message) {
    stopped = true;
    problems.warning(at, "", message, "what stands before it is kept");
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
      if (listing) {
        stop(here(), message);
        return new Scalar("", true, here());
      }
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
    while (next() == JsonToken.PROPERTY_NAME) {
      SourceLocation keyAt = here();
      String key = bounded(parser.currentName(), keyAt);
      JsonToken token = next();
      if (token == null) {
        break;
      }
      Entry entry = new Entry(key, keyAt, value(token, depth + 1));
      Entry before = entries.putIfAbsent(key, entry);
      if (before != null) {
        refuseDuplicate(before, entry);
      }
    }
    return new Mapping(entries, at);
  }

  private void refuseDuplicate(Entry before, Entry entry) {
    String message = "duplicate key '%s'".formatted(Unsigned.shorten(entry.key()));
    String help = "the first one is at " + before.keyAt();
    if (listing) {
      problems.warning(entry.keyAt(), entry.key(), message, help);
    } else {
      problems.errorAtKey(entry, message, help);
    }
  }

  private Sequence sequence(int depth) {
    SourceLocation at = here();
    List<Node> items = new ArrayList<>();
    for (JsonToken token = next(); token != null && token != JsonToken.END_ARRAY; token = next()) {
      items.add(value(token, depth + 1));
    }
    return new Sequence(items, at);
  }

  private Scalar scalar(JsonToken token) {
    SourceLocation at = here();
    String text = token == JsonToken.VALUE_NULL ? "" : bounded(text(), at);
    boolean isNull = token == JsonToken.VALUE_NULL || stopped || (text.equals("~") && isPlain(at));
    return new Scalar(text, isNull, at);
  }

  /** Returns whether a scalar stands there without quotes, which only YAML allows. */
  private boolean isPlain(SourceLocation at) {
    String line = source.line(at.line());
    int index = at.column() - 1;
    return parser instanceof YAMLParser
        && (index < 0 || index >= line.length() || "\"'".indexOf(line.charAt(index)) < 0);
  }

  /** The JSON parser reads a string only when it is asked for. */
  private String text() {
    if (!listing) {
      return parser.getString();
    }
    try {
      return parser.getString();
    } catch (JacksonException e) {
      stop(place(e), CUT);
      return "";
    }
  }

  private String bounded(String text, SourceLocation at) {
    if (text.length() <= limits.scalarLength()) {
      return text;
    }
    String message = "longer than %d characters".formatted(limits.scalarLength());
    if (listing) {
      problems.warning(at, "", message, "");
    } else {
      problems.error(at, "", message, "");
    }
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
