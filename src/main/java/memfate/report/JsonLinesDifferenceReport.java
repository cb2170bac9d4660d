package memfate.report;

import java.io.IOException;
import java.io.Writer;
import java.math.BigInteger;
import java.util.List;
import memfate.boot.Outcome;
import memfate.boot.Outcome.RangeFate;
import memfate.diff.AnswerDifference;
import memfate.diff.Comparison;
import memfate.diff.Parting;
import memfate.diff.RangeDifference;
import memfate.diff.Subject;
import memfate.diff.Totals;
import memfate.iomem.ByteCount;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/**
 * Differences as JSON lines: a diff record, one difference record per comparison, those without a
 * difference too, and a diff-summary record per pair of sides; a file without one is torn.
 */
public final class JsonLinesDifferenceReport implements DifferenceReport {
  private final Writer out;

  public JsonLinesDifferenceReport(Writer out) {
    this.out = out;
  }

  @Override
  public void begin(Plan plan) throws IOException {
    record(
        "diff",
        json -> {
          json.writeStringProperty("schema", Run.SCHEMA);
          json.writeStringProperty("version", plan.version());
          json.writeStringProperty("of", plan.of());
          json.writeArrayPropertyStart("sides");
          plan.sides().forEach(json::writeString);
          json.writeEndArray();
          json.writeArrayPropertyStart("policies");
          for (Run.PolicyId policy : plan.run().policies()) {
            json.writeStartObject();
            json.writeStringProperty("name", policy.name());
            json.writeStringProperty("sha256", policy.sha256());
            json.writeEndObject();
          }
          json.writeEndArray();
          json.writeObjectPropertyStart("options");
          JsonLinesReport.strings(json, plan.run().options());
          json.writeEndObject();
        });
  }

  @Override
  public void comparison(Compared compared) throws IOException {
    Comparison comparison = compared.comparison();
    record(
        "difference",
        json -> {
          json.writeStringProperty("id", comparison.platform());
          json.writeStringProperty("verdict", DifferenceWords.of(comparison.verdict()));
          side(json, "left", comparison.left(), compared.left());
          side(json, "right", comparison.right(), compared.right());
          json.writeArrayPropertyStart("reasons");
          DifferenceWords.reasons(comparison).forEach(json::writeString);
          json.writeEndArray();
          json.writeArrayPropertyStart("answers");
          comparison.answers().forEach(answer -> answer(json, answer));
          json.writeEndArray();
        });
  }

  private static void side(
      JsonGenerator json, String name, @Nullable Subject side, @Nullable Input input) {
    if (side == null) {
      json.writeNullProperty(name);
      return;
    }
    json.writeObjectPropertyStart(name);
    json.writeStringProperty("label", side.label());
    JsonLinesReport.nullable(json, "policy", side.outcome().policy());
    json.writeStringProperty("status", Words.of(side.outcome().status()));
    if (input != null) {
      json.writeStringProperty("path", input.path());
      json.writeNumberProperty("doc", input.document());
      json.writeNumberProperty("line", input.line());
    }
    json.writeEndObject();
  }

  private static void answer(JsonGenerator json, AnswerDifference answer) {
    json.writeStartObject();
    json.writeObjectPropertyStart("assume");
    JsonLinesReport.strings(json, answer.assume());
    json.writeEndObject();
    json.writeObjectPropertyStart("status");
    json.writeStringProperty("left", Words.of(answer.left().status()));
    json.writeStringProperty("right", Words.of(answer.right().status()));
    json.writeEndObject();
    bytes(json, "lost", answer.lost());
    bytes(json, "gained", answer.gained());
    json.writeArrayPropertyStart("ranges");
    answer.groups().stream()
        .flatMap(group -> group.pieces().stream())
        .filter(piece -> !piece.changes().isEmpty())
        .forEach(piece -> range(json, piece));
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void range(JsonGenerator json, RangeDifference piece) {
    json.writeStartObject();
    json.writeStringProperty("start", "0x" + Long.toHexString(piece.range().start()));
    json.writeStringProperty("end", "0x" + Long.toHexString(piece.range().end()));
    json.writeArrayPropertyStart("changes");
    piece.changes().forEach(change -> json.writeString(DifferenceWords.of(change)));
    json.writeEndArray();
    json.writeObjectPropertyStart("usable");
    bytes(json, "left", piece.usableLeft());
    bytes(json, "right", piece.usableRight());
    json.writeEndObject();
    fate(json, "left", piece.left());
    fate(json, "right", piece.right());
    parting(json, piece.parting());
    json.writeObjectPropertyStart("one-sided");
    steps(json, "left", piece.oneSided().left());
    steps(json, "right", piece.oneSided().right());
    json.writeEndObject();
    json.writeEndObject();
  }

  private static void steps(JsonGenerator json, String name, List<Parting.Step> steps) {
    json.writeArrayPropertyStart(name);
    steps.forEach(step -> step(json, step));
    json.writeEndArray();
  }

  private static void fate(JsonGenerator json, String name, @Nullable RangeFate fate) {
    json.writeName(name);
    if (fate == null) {
      json.writeNull();
    } else {
      JsonLinesReport.range(json, fate);
    }
  }

  private static void parting(JsonGenerator json, @Nullable Parting parting) {
    if (parting == null) {
      json.writeNullProperty("parting");
      return;
    }
    json.writeObjectPropertyStart("parting");
    json.writeStringProperty("by", Words.of(parting.by()));
    json.writeStringProperty("event", parting.event());
    step(json, "left", parting.left());
    step(json, "right", parting.right());
    json.writeEndObject();
  }

  private static void step(JsonGenerator json, String name, Parting.@Nullable Step step) {
    if (step == null) {
      json.writeNullProperty(name);
      return;
    }
    json.writeName(name);
    step(json, step);
  }

  private static void step(JsonGenerator json, Parting.Step step) {
    json.writeStartObject();
    json.writeStringProperty("event", step.event());
    json.writeStringProperty("text", step.text());
    Outcome.RuleRef rule = step.rule();
    if (rule != null) {
      JsonLinesReport.rule(json, rule);
    }
    json.writeEndObject();
  }

  @Override
  public void end(List<Totals> totals) throws IOException {
    for (Totals each : totals) {
      record("diff-summary", json -> total(json, each));
    }
    out.flush();
  }

  private static void total(JsonGenerator json, Totals totals) {
    json.writeStringProperty("left", totals.leftLabel());
    json.writeStringProperty("right", totals.rightLabel());
    json.writeNumberProperty("platforms", totals.platforms());
    json.writeObjectPropertyStart("verdicts");
    for (Comparison.Verdict verdict : Comparison.Verdict.values()) {
      json.writeNumberProperty(DifferenceWords.of(verdict), totals.count(verdict));
    }
    json.writeEndObject();
    json.writeNumberProperty("ranges", totals.changedRanges());
    json.writeArrayPropertyStart("fates");
    for (DifferenceWords.TotalLine line : DifferenceWords.lines(totals)) {
      json.writeStartObject();
      json.writeStringProperty("fate", line.name());
      bytes(json, "left", line.left());
      bytes(json, "right", line.right());
      json.writeEndObject();
    }
    json.writeEndArray();
    bytes(json, "lost", totals.lost());
    bytes(json, "gained", totals.gained());
    bytes(json, "perhaps-lost", totals.perhapsLost());
  }

  private static void bytes(JsonGenerator json, String name, @Nullable BigInteger bytes) {
    JsonLinesReport.nullable(json, name, bytes == null ? null : ByteCount.hex(bytes));
  }

  private void record(String kind, JsonText.Fields fields) throws IOException {
    String line =
        JsonText.object(
            json -> {
              json.writeStringProperty("kind", kind);
              fields.write(json);
            });
    out.write(line + "\n");
  }
}
