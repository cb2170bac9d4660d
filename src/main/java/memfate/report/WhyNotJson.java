package memfate.report;

import java.io.IOException;
import java.io.Writer;
import java.util.List;
import memfate.boot.Outcome;
import memfate.boot.WhyNot;
import tools.jackson.core.JsonGenerator;

/**
 * Why a rule did not fire, for machines: a line for each platform, policy and reading of unknown
 * tables, as {@code memfate/schema/why-not.schema.json} says.
 */
public final class WhyNotJson {
  private final Writer out;

  public WhyNotJson(Writer out) {
    this.out = out;
  }

  /** Writes what is to say of one platform under one policy. */
  public void answers(Evaluated evaluated, List<WhyNot> answers) throws IOException {
    for (WhyNot answer : answers) {
      out.write(JsonText.object(json -> answer(json, evaluated, answer)) + "\n");
    }
    out.flush();
  }

  private static void answer(JsonGenerator json, Evaluated evaluated, WhyNot answer) {
    json.writeStringProperty("kind", "why-not");
    json.writeStringProperty("id", evaluated.outcome().platform());
    json.writeStringProperty("policy", evaluated.outcome().policy());
    body(json, answer);
  }

  /** Writes an answer without what it is about. */
  static void body(JsonGenerator json, WhyNot answer) {
    json.writeStringProperty("status", Words.of(answer.status()));
    json.writeObjectPropertyStart("assume");
    JsonLinesReport.strings(json, answer.assume());
    json.writeEndObject();
    json.writeObjectPropertyStart("by");
    JsonLinesReport.rule(json, answer.rule());
    json.writeEndObject();
    json.writeStringProperty(
        "verdict",
        answer.hasFired() ? "fired" : answer.furthest() == null ? "no-event" : "stopped");
    JsonLinesReport.nullable(json, "event", answer.event());
    json.writeArrayPropertyStart("fired");
    answer.fired().forEach(event -> fired(json, event));
    json.writeEndArray();
    json.writeArrayPropertyStart("attempts");
    answer.attempts().forEach(attempt -> attempt(json, attempt));
    json.writeEndArray();
    conditions(json, answer);
    WhyNot.Furthest furthest = answer.furthest();
    if (!answer.hasFired() && furthest != null) {
      json.writeObjectPropertyStart("furthest");
      furthest(json, furthest);
      json.writeEndObject();
    }
  }

  private static void fired(JsonGenerator json, Outcome.EventTrace event) {
    json.writeStartObject();
    json.writeNumberProperty("sequence", event.sequence());
    json.writeStringProperty("event", event.event());
    json.writeNumberProperty("times", event.firings().size());
    json.writeEndObject();
  }

  private static void attempt(JsonGenerator json, WhyNot.Attempt attempt) {
    json.writeStartObject();
    json.writeNumberProperty("sequence", attempt.sequence());
    json.writeStringProperty("event", attempt.event());
    json.writeNumberProperty("reached", attempt.reached());
    json.writeEndObject();
  }

  private static void conditions(JsonGenerator json, WhyNot answer) {
    json.writeArrayPropertyStart("conditions");
    for (WhyNot.Condition condition : answer.conditions()) {
      json.writeStartObject();
      JsonLinesReport.nullable(json, "quantifier", condition.quantifier());
      json.writeStringProperty("text", condition.text());
      json.writeNumberProperty("line", condition.line());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void furthest(JsonGenerator json, WhyNot.Furthest furthest) {
    json.writeNumberProperty("sequence", furthest.attempt().sequence());
    json.writeStringProperty("event", furthest.attempt().event());
    json.writeNumberProperty("reached", furthest.attempt().reached());
    json.writeArrayPropertyStart("matched");
    for (List<Outcome.MatchedFact> facts : furthest.matched()) {
      json.writeStartArray();
      facts.forEach(fact -> fact(json, fact));
      json.writeEndArray();
    }
    json.writeEndArray();
    if (furthest.candidates() >= 0) {
      json.writeNumberProperty("candidates", furthest.candidates());
    }
    Outcome.MatchedFact closest = furthest.closest();
    if (closest != null) {
      json.writeName("closest");
      fact(json, closest);
    }
    json.writeArrayPropertyStart("constraints");
    for (WhyNot.Constraint constraint : furthest.constraints()) {
      json.writeStartObject();
      json.writeStringProperty("text", constraint.text());
      json.writeStringProperty("truth", Words.of(constraint.truth()));
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeArrayPropertyStart("in-the-way");
    furthest.inTheWay().forEach(fact -> fact(json, fact));
    json.writeEndArray();
  }

  private static void fact(JsonGenerator json, Outcome.MatchedFact fact) {
    json.writeStartObject();
    json.writeStringProperty("text", fact.text());
    JsonLinesReport.nullable(json, "at", fact.at().toString());
    json.writeEndObject();
  }
}
