package memfate.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import memfate.boot.Outcome;
import memfate.boot.WhyNot;
import memfate.boot.Witness;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** The trace of a boot and its address map, as JSON; rules and facts stand once each. */
final class DetailJson {
  private final JsonGenerator json;
  private final Map<Outcome.RuleRef, Integer> rules = new LinkedHashMap<>();
  private final Map<Outcome.MatchedFact, Integer> facts = new LinkedHashMap<>();

  private DetailJson(JsonGenerator json) {
    this.json = json;
  }

  /** Writes {@code detail}, if the outcome carries it. */
  static void write(JsonGenerator json, Outcome outcome) {
    if (outcome.map().isEmpty()) {
      return;
    }
    json.writeObjectPropertyStart("detail");
    new DetailJson(json).detail(outcome);
    json.writeEndObject();
  }

  /** Writes {@code title}, {@code why-not} and {@code witnesses}, if they were asked for. */
  static void write(JsonGenerator json, Evaluated evaluated) {
    Detail detail = evaluated.detail();
    if (detail == null) {
      return;
    }
    JsonLinesReport.nullable(json, "title", evaluated.title());
    json.writeArrayPropertyStart("why-not");
    detail.whyNot().forEach(about -> whyNot(json, about));
    json.writeEndArray();
    json.writeArrayPropertyStart("witnesses");
    detail.witnesses().forEach(replay -> replay(json, replay));
    json.writeEndArray();
  }

  private static void whyNot(JsonGenerator json, WhyNot.About about) {
    json.writeStartObject();
    json.writeStringProperty("start", JsonLinesReport.address(about.range().start()));
    json.writeStringProperty("end", JsonLinesReport.address(about.range().end()));
    WhyNotJson.body(json, about.answer());
    json.writeEndObject();
  }

  private static void replay(JsonGenerator json, Detail.Replay replay) {
    json.writeStartObject();
    json.writeObjectPropertyStart("assume");
    JsonLinesReport.strings(json, replay.witness().assume());
    json.writeEndObject();
    json.writeArrayPropertyStart("witness");
    for (Witness.Step step : replay.witness().steps()) {
      json.writeString(step.text());
    }
    json.writeEndArray();
    json.writeStringProperty("status", Words.of(replay.outcome().status()));
    json.writeArrayPropertyStart("ranges");
    replay.outcome().ranges().forEach(fate -> JsonLinesReport.range(json, fate));
    json.writeEndArray();
    write(json, replay.outcome());
    json.writeEndObject();
  }

  private void detail(Outcome outcome) {
    Map<Integer, Outcome.EventTrace> traces = new LinkedHashMap<>();
    outcome.trace().forEach(trace -> traces.put(trace.sequence(), trace));
    Outcome.EventTrace before = traces.get(0);
    json.writeArrayPropertyStart("events");
    if (before != null) {
      event(new Outcome.MapStep(0, before.event(), before.actor(), 0, List.of()), before);
    }
    outcome.map().forEach(step -> event(step, traces.get(step.sequence())));
    json.writeEndArray();
    json.writeArrayPropertyStart("rules");
    for (Outcome.RuleRef rule : rules.keySet()) {
      json.writeStartObject();
      JsonLinesReport.rule(json, rule);
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeArrayPropertyStart("facts");
    facts.keySet().forEach(this::fact);
    json.writeEndArray();
  }

  private void event(Outcome.MapStep step, Outcome.@Nullable EventTrace trace) {
    json.writeStartObject();
    json.writeNumberProperty("sequence", step.sequence());
    json.writeStringProperty("event", step.event());
    json.writeStringProperty("actor", step.actor());
    json.writeNumberProperty("queued", step.queued());
    if (trace != null) {
      json.writeArrayPropertyStart("fired");
      trace.firings().forEach(this::firing);
      json.writeEndArray();
      json.writeArrayPropertyStart("changes");
      trace.changes().forEach(change -> json.writeString(change.text()));
      json.writeEndArray();
    }
    if (!step.changes().isEmpty()) {
      json.writeArrayPropertyStart("map");
      step.changes().forEach(this::change);
      json.writeEndArray();
    }
    json.writeEndObject();
  }

  private void firing(Outcome.Firing firing) {
    json.writeStartObject();
    json.writeNumberProperty("rule", numberOf(rules, firing.rule()));
    json.writeArrayPropertyStart("facts");
    firing.facts().forEach(fact -> json.writeNumber(numberOf(facts, fact)));
    json.writeEndArray();
    json.writeEndObject();
  }

  private static <T> int numberOf(Map<T, Integer> numbers, T value) {
    return numbers.computeIfAbsent(value, v -> numbers.size());
  }

  private void change(Outcome.MapChange change) {
    json.writeStartObject();
    json.writeStringProperty("band", change.band().word());
    json.writeNumberProperty("from", change.from());
    json.writeNumberProperty("removed", change.removed());
    json.writeArrayPropertyStart("rows");
    change.rows().forEach(this::row);
    json.writeEndArray();
    json.writeEndObject();
  }

  private void row(Outcome.MapRow row) {
    json.writeStartObject();
    json.writeStringProperty("start", JsonLinesReport.address(row.range().start()));
    json.writeStringProperty("end", JsonLinesReport.address(row.range().end()));
    json.writeStringProperty("name", row.name());
    json.writeNumberProperty("depth", row.depth());
    if (row.usable() != -1) {
      json.writeStringProperty("usable", JsonLinesReport.address(row.usable()));
    }
    place(row.at().toString());
    json.writeEndObject();
  }

  private void fact(Outcome.MatchedFact fact) {
    json.writeStartObject();
    if (!fact.quantifier().isEmpty()) {
      json.writeStringProperty("quantifier", fact.quantifier());
    }
    json.writeStringProperty("text", fact.text());
    if (fact.range() != null) {
      json.writeStringProperty("start", JsonLinesReport.address(fact.range().start()));
      json.writeStringProperty("end", JsonLinesReport.address(fact.range().end()));
    }
    place(fact.at().toString());
    json.writeEndObject();
  }

  private void place(String at) {
    if (!at.isEmpty()) {
      json.writeStringProperty("at", at);
    }
  }
}
