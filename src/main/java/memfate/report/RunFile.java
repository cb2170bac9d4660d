package memfate.report;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import memfate.boot.Outcome;
import memfate.boot.Outcome.RangeFate;
import memfate.iomem.AddressRange;
import memfate.platform.Diagnostic;
import memfate.platform.SourceLocation;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A recorded run, read one outcome at a time: what {@link JsonLinesReport} wrote, without its log,
 * findings and diagnostics. The file may be larger than memory.
 */
public final class RunFile implements AutoCloseable {
  private static final int HEAD = 4096;
  private static final JsonMapper JSON = JsonMapper.shared();

  /**
   * One platform record.
   *
   * @param input where its description stood
   */
  public record Recorded(Input input, Outcome outcome) {}

  private final String name;
  private final BufferedReader in;
  private final List<Diagnostic> problems = new ArrayList<>();
  private int line;
  private boolean begun;
  private boolean ended;

  private RunFile(String name, BufferedReader in) {
    this.name = name;
    this.in = in;
  }

  /** Returns whether a file begins as a recorded run does. */
  public static boolean isRun(Path path) {
    if (!Files.isRegularFile(path)) {
      return false;
    }
    try (BufferedReader in = reader(path, StandardCharsets.ISO_8859_1)) {
      char[] head = new char[HEAD];
      int length = in.read(head);
      return length > 0
          && new String(head, 0, length).replaceAll("\\s", "").matches("(?s)\\{\"kind\":\"run\".*");
    } catch (IOException e) {
      return false;
    }
  }

  /** Opens a recorded run, packed as its name says. */
  public static RunFile open(Path path) throws IOException {
    return new RunFile(path.toString(), reader(path, StandardCharsets.UTF_8));
  }

  private static BufferedReader reader(Path path, Charset charset) throws IOException {
    return new BufferedReader(new InputStreamReader(Packing.open(path), charset.newDecoder()));
  }

  /** Returns the policies that the outcomes of a run are under, sorted. */
  public static Set<String> policies(Path path) throws IOException {
    Set<String> policies = new TreeSet<>();
    try (RunFile run = open(path)) {
      for (Recorded record = run.next(); record != null; record = run.next()) {
        if (!record.outcome().policy().isEmpty()) {
          policies.add(record.outcome().policy());
        }
      }
    }
    return policies;
  }

  /**
   * Reads one line: a platform record with its findings and diagnostics.
   *
   * @return null when it is another record, or none that can be read
   */
  public static @Nullable Recorded recorded(String line) {
    try {
      JsonNode record = JSON.readTree(line);
      if (!record.path("kind").asString("").equals("platform")) {
        return null;
      }
      Outcome outcome = outcome(text(record, "id"), record.path("policy").asString(""), record);
      return new Recorded(input(record), withFindings(outcome, record));
    } catch (JacksonException | IllegalArgumentException e) {
      return null;
    }
  }

  private static Outcome withFindings(Outcome outcome, JsonNode record) {
    List<Outcome.Finding> findings = new ArrayList<>();
    for (JsonNode finding : record.path("findings")) {
      findings.add(
          new Outcome.Finding(
              text(finding, "code"),
              word(Diagnostic.Severity.class, text(finding, "severity")),
              finding.path("message").asString(""),
              "",
              -1,
              SourceLocation.NONE,
              null,
              nullable(finding, "suppressed")));
    }
    List<Outcome.Reading> readings = new ArrayList<>();
    for (int i = 0; i < outcome.readings().size(); i++) {
      Outcome.Reading reading = outcome.readings().get(i);
      JsonNode recorded = record.path("readings").get(i);
      readings.add(
          new Outcome.Reading(reading.assume(), withFindings(reading.outcome(), recorded)));
    }
    return new Outcome(
        outcome.platform(),
        outcome.policy(),
        outcome.status(),
        outcome.ranges(),
        outcome.iomem(),
        outcome.log(),
        findings,
        outcome.diagnostics(),
        readings,
        outcome.trace());
  }

  /** Says in what the run record of a file differs from that of a run. */
  public static List<String> differences(String head, Run run) {
    List<String> different = new ArrayList<>();
    try {
      JsonNode recorded = JSON.readTree(head);
      JsonNode wanted = JSON.readTree(JsonLinesReport.line(run));
      for (Map.Entry<String, JsonNode> field : wanted.properties()) {
        JsonNode was = recorded.path(field.getKey());
        if (!was.equals(field.getValue())) {
          different.add(
              "%s: recorded %s, now %s"
                  .formatted(
                      field.getKey(),
                      without(was, field.getValue()),
                      without(field.getValue(), was)));
        }
      }
    } catch (JacksonException e) {
      different.add("it begins with no run record");
    }
    return different;
  }

  /** Returns what of a value another one does not have, when both are lists. */
  private static String without(JsonNode value, JsonNode other) {
    if (!value.isArray() || !other.isArray()) {
      return value.toString();
    }
    List<String> own = new ArrayList<>();
    for (JsonNode item : value) {
      boolean shared = false;
      for (JsonNode theirs : other) {
        shared |= theirs.equals(item);
      }
      if (!shared) {
        own.add(item.toString());
      }
    }
    return own.isEmpty() ? "none of these" : String.join(", ", own);
  }

  /**
   * Returns the next outcome; null at the end, and where the file cannot be read on, which {@link
   * #problems} tells.
   */
  public @Nullable Recorded next() {
    return next(RunFile::recorded);
  }

  /** As {@link #next()}, the platform record as it stands there. */
  public @Nullable ObjectNode nextRecord() {
    return next(Function.identity());
  }

  private <T> @Nullable T next(Function<ObjectNode, T> form) {
    while (!ended) {
      try {
        String text = in.readLine();
        line++;
        if (text == null) {
          stop(begun ? "the run is torn: it has no summary record" : "the file is empty");
        } else if (!text.isBlank()) {
          ObjectNode record = take(JSON.readTree(text));
          if (record != null) {
            return form.apply(record);
          }
        }
      } catch (IOException e) {
        stop("cannot read on: " + e.getMessage());
      } catch (JacksonException e) {
        stop("the record cannot be read: " + e.getOriginalMessage());
      } catch (IllegalArgumentException e) {
        stop("the record cannot be used: " + e.getMessage());
      }
    }
    return null;
  }

  /** Returns what is wrong with the file, as far as it was read. */
  public List<Diagnostic> problems() {
    return List.copyOf(problems);
  }

  private void stop(String message) {
    ended = true;
    problems.add(Diagnostic.error(message, new SourceLocation(name, line, 0)));
  }

  private @Nullable ObjectNode take(JsonNode record) {
    String kind = record.path("kind").asString("");
    if (!begun) {
      String schema = record.path("schema").asString("");
      if (!kind.equals("run") || !schema.equals(Run.SCHEMA)) {
        throw new IllegalArgumentException(
            "a run begins with a run record of %s".formatted(Run.SCHEMA));
      }
      begun = true;
      return null;
    }
    ended = kind.equals("summary");
    return kind.equals("platform") ? (ObjectNode) record : null;
  }

  private static Recorded recorded(ObjectNode record) {
    return new Recorded(
        input(record), outcome(text(record, "id"), record.path("policy").asString(""), record));
  }

  private static Input input(JsonNode record) {
    JsonNode input = record.path("input");
    return new Input(
        input.path("path").asString(""),
        input.path("doc").asInt(1),
        input.path("line").asInt(0),
        input.path("sha256").asString(""));
  }

  private static Outcome outcome(String id, String policy, JsonNode record) {
    List<Outcome.Reading> readings = new ArrayList<>();
    for (JsonNode reading : record.path("readings")) {
      Map<String, String> assume = new HashMap<>();
      reading
          .path("assume")
          .properties()
          .forEach(e -> assume.put(e.getKey(), e.getValue().asString()));
      readings.add(new Outcome.Reading(assume, outcome(id, policy, reading)));
    }
    return new Outcome(
        id,
        policy,
        word(Outcome.Status.class, text(record, "status")),
        fates(record.path("ranges")),
        record.path("iomem").asString(""),
        List.of(),
        List.of(),
        errors(record.path("diagnostics")),
        readings,
        List.of());
  }

  private static List<RangeFate> fates(JsonNode ranges) {
    List<RangeFate> fates = new ArrayList<>();
    for (JsonNode range : ranges) {
      List<Outcome.RangeDecision> decisions = new ArrayList<>();
      range.path("decisions").forEach(decision -> decisions.add(decision(decision)));
      List<String> errors = new ArrayList<>();
      range.path("errors").forEach(error -> errors.add(error.asString("")));
      fates.add(
          new RangeFate(
              new AddressRange(number(range, "start"), number(range, "end")),
              word(Outcome.Owner.class, text(range, "owner")),
              number(range, "usable"),
              decisions,
              nullable(range, "dax"),
              nullable(range, "driver"),
              errors,
              List.of(),
              SourceLocation.NONE));
    }
    return fates;
  }

  private static Outcome.RangeDecision decision(JsonNode decision) {
    return new Outcome.RangeDecision(
        text(decision, "event"),
        text(decision, "decision"),
        new Outcome.RuleRef(
            text(decision, "rule"),
            nullable(decision, "pack"),
            decision.path("file").asString(""),
            decision.path("line").asInt(0)),
        decision.path("message").asString(""));
  }

  private static List<Diagnostic> errors(JsonNode diagnostics) {
    List<Diagnostic> errors = new ArrayList<>();
    for (JsonNode diagnostic : diagnostics) {
      if (diagnostic.path("severity").asString("").equals("error")) {
        errors.add(Diagnostic.error(diagnostic.path("message").asString(""), SourceLocation.NONE));
      }
    }
    return errors;
  }

  private static String text(JsonNode node, String key) {
    JsonNode value = node.path(key);
    if (!value.isString()) {
      throw new IllegalArgumentException("it has no text '%s'".formatted(key));
    }
    return value.asString();
  }

  private static @Nullable String nullable(JsonNode node, String key) {
    return node.path(key).isString() ? node.path(key).asString() : null;
  }

  private static long number(JsonNode node, String key) {
    String text = text(node, key);
    if (!text.matches("0x[0-9a-f]{1,16}")) {
      throw new IllegalArgumentException("'%s' is no number of 64 bits in hex".formatted(key));
    }
    return Long.parseUnsignedLong(text.substring(2), 16);
  }

  private static <E extends Enum<E>> E word(Class<E> type, String word) {
    for (E constant : type.getEnumConstants()) {
      if (constant.name().equals(word.toUpperCase(Locale.ROOT).replace('-', '_'))) {
        return constant;
      }
    }
    throw new IllegalArgumentException("'%s' is not known".formatted(word));
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
