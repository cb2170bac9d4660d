package memfate.report.page;

import java.io.BufferedReader;
import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import memfate.iomem.ByteCount;
import memfate.platform.Diagnostic;
import memfate.platform.SourceLocation;
import memfate.report.Run;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads recorded runs for a page. Of each record a row is kept, and its text packed: a run may be
 * much larger than memory.
 */
public final class PageDataReader {
  /** A browser opens pages of this size without trouble. */
  private static final long MOST_LETTERS = 96L << 20;

  private final long most;

  /** About as much as a browser unpacks between two pictures. */
  private static final int LETTERS_OF_A_CHUNK = 256 << 10;

  private static final JsonMapper JSON = JsonMapper.shared();

  private final ArrayNode runs = JSON.createArrayNode();
  private final ArrayNode rows = JSON.createArrayNode();
  private final Map<String, String> rules = new LinkedHashMap<>();
  private final List<String> chunks = new ArrayList<>();
  private final List<String> ids = new ArrayList<>();
  private final List<Integer> endsOfChunks = new ArrayList<>();
  private final Map<String, Bounds> bounds = new LinkedHashMap<>();
  private final List<Diagnostic> problems = new ArrayList<>();
  private final StringBuilder chunk = new StringBuilder();
  private long letters;

  /** A reader for a page that a browser opens without trouble. */
  public PageDataReader() {
    this(MOST_LETTERS);
  }

  PageDataReader(long most) {
    this.most = most;
  }

  /** Says that a page would be larger than a browser can be expected to open. */
  public static final class TooLarge extends Exception {
    private static final long serialVersionUID = 1;

    TooLarge(long most) {
      super(
          "the page would have more than %s: take fewer platforms, or leave out --detail"
              .formatted(ByteCount.inWords(most)));
    }
  }

  /**
   * Reads a run.
   *
   * @param name what the page calls it
   * @throws TooLarge if the runs are too much for a page
   */
  public void read(String name, BufferedReader in) throws IOException, TooLarge {
    boolean begun = false;
    boolean ended = false;
    int line = 0;
    for (String text = in.readLine(); text != null && !ended; text = in.readLine()) {
      line++;
      if (text.isBlank()) {
        continue;
      }
      try {
        JsonNode record = JSON.readTree(text);
        String kind = record.path("kind").asString("");
        if (!begun) {
          begin(name, record, kind);
          begun = true;
        } else if (kind.equals("platform")) {
          platform(record, text);
        } else if (kind.equals("rules")) {
          record.path("rules").forEach(this::rule);
        }
        ended = kind.equals("summary");
      } catch (JacksonException e) {
        problem(name, line, "the record cannot be read: " + e.getOriginalMessage());
        return;
      } catch (IllegalArgumentException e) {
        problem(name, line, "the record cannot be used: " + e.getMessage());
        return;
      }
    }
    if (!ended) {
      problem(
          name, line, begun ? "the run is torn: it has no summary record" : "the file is empty");
    }
  }

  private void problem(String name, int line, String message) {
    problems.add(Diagnostic.error(message, new SourceLocation(name, line, 0)));
  }

  /** Returns what is wrong with the runs; a page of what could be read can be made all the same. */
  public List<Diagnostic> problems() {
    return List.copyOf(problems);
  }

  /** Returns whether there is anything to show. */
  public boolean isEmpty() {
    return rows.isEmpty();
  }

  private void begin(String name, JsonNode record, String kind) {
    if (!kind.equals("run") || !record.path("schema").asString("").equals(Run.SCHEMA)) {
      throw new IllegalArgumentException(
          "a run begins with a run record of %s".formatted(Run.SCHEMA));
    }
    ObjectNode run = runs.addObject();
    run.put("file", name);
    run.put("version", record.path("version").asString(""));
    run.set("policies", record.path("policies"));
    run.set("packs", record.path("packs"));
    run.set("options", record.path("options"));
  }

  private void rule(JsonNode rule) {
    rules.put(
        rule.path("file").asString("") + ":" + rule.path("line").asInt(0),
        rule.path("text").asString(""));
  }

  private void platform(JsonNode record, String text) throws TooLarge {
    String id = record.path("id").asString("");
    bounds.computeIfAbsent(id, key -> new Bounds()).add(record);
    chunk.append(chunk.isEmpty() ? "[" : ",").append(text);
    ids.add(id);
    PageRow.write(rows.addArray(), runs.size() - 1, chunks.size(), record);
    if (chunk.length() > LETTERS_OF_A_CHUNK) {
      closeChunk();
    }
  }

  private void closeChunk() throws TooLarge {
    if (chunk.isEmpty()) {
      return;
    }
    chunks.add(PageText.packed(chunk.append("]").toString()));
    chunk.setLength(0);
    endsOfChunks.add(ids.size());
    letters += chunks.get(chunks.size() - 1).length();
    if (letters > most) {
      throw new TooLarge(most);
    }
  }

  /**
   * Returns what the page shows of all runs.
   *
   * @throws TooLarge if the runs are too much for a page
   */
  public PageData data() throws TooLarge {
    closeChunk();
    ObjectNode index = JSON.createObjectNode();
    index.set("runs", runs);
    index.set("rows", rows);
    ArrayNode said = index.putArray("problems");
    problems.forEach(p -> said.add(p.at() + ": " + p.message()));
    String text = JSON.writeValueAsString(index);
    if (letters + text.length() > most) {
      throw new TooLarge(most);
    }
    return new PageData(
        text, PageText.packed(JSON.writeValueAsString(rules)), List.copyOf(chunks), axes());
  }

  /** One axis an id: the maps of a platform can be laid below each other. */
  private List<String> axes() {
    Map<String, String> known = new LinkedHashMap<>();
    bounds.forEach((id, its) -> known.put(id, its.axis()));
    List<String> axes = new ArrayList<>();
    int from = 0;
    for (int to : endsOfChunks) {
      StringBuilder some = new StringBuilder("[");
      for (int i = from; i < to; i++) {
        some.append(i == from ? "" : ",").append(known.get(ids.get(i)));
      }
      axes.add(PageText.packed(some.append("]").toString()));
      from = to;
    }
    return List.copyOf(axes);
  }

  /** Returns a number of a record; null where it has none. */
  static @Nullable BigInteger number(JsonNode node, String name) {
    String text = node.path(name).asString("");
    return text.matches("0x[0-9a-f]{1,40}") ? new BigInteger(text.substring(2), 16) : null;
  }
}
