package memfate.report;

import java.util.List;
import memfate.boot.Judgement;
import memfate.boot.Outcome;
import memfate.boot.Witness;
import tools.jackson.core.JsonGenerator;

/** What the invariants say, as JSON. */
final class JudgementJson {
  private JudgementJson() {}

  /** Writes {@code invariants}, if they were asked. */
  static void write(JsonGenerator json, List<Judgement> judgements) {
    if (judgements.isEmpty()) {
      return;
    }
    json.writeArrayPropertyStart("invariants");
    for (Judgement judgement : judgements) {
      json.writeStartObject();
      json.writeObjectPropertyStart("assume");
      JsonLinesReport.strings(json, judgement.assume());
      json.writeEndObject();
      json.writeNumberProperty("judged", judgement.judged());
      json.writeNumberProperty("outcomes", judgement.outcomes());
      json.writeArrayPropertyStart("violations");
      judgement.violations().forEach(violation -> violation(json, violation));
      json.writeEndArray();
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void violation(JsonGenerator json, Judgement.Violation violation) {
    Outcome.Finding finding = violation.finding();
    json.writeStartObject();
    json.writeStringProperty("code", finding.code());
    json.writeStringProperty("severity", Words.of(finding.severity()));
    json.writeStringProperty("start", "0x" + Long.toHexString(violation.range().start()));
    json.writeStringProperty("end", "0x" + Long.toHexString(violation.range().end()));
    json.writeStringProperty("message", finding.message());
    if (finding.suppressed() != null) {
      json.writeStringProperty("suppressed", finding.suppressed());
    }
    Outcome.RuleRef rule = finding.rule();
    if (rule != null) {
      json.writeObjectPropertyStart("by");
      JsonLinesReport.rule(json, rule);
      json.writeEndObject();
    }
    json.writeNumberProperty("outcomes", violation.outcomes());
    json.writeArrayPropertyStart("witness");
    for (Witness.Step step : violation.witness().steps()) {
      json.writeString(step.text());
    }
    json.writeEndArray();
    json.writeEndObject();
  }
}
