package memfate.report;

import java.io.IOException;
import java.io.Writer;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import memfate.boot.Exploration;
import memfate.boot.Outcome;
import memfate.iomem.ByteCount;
import memfate.platform.Diagnostic;
import memfate.platform.KernelBuild;
import memfate.platform.Machine;
import memfate.platform.Platform;
import memfate.platform.SourceLocation;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/**
 * JSON lines, the primary record: a run record, one platform record per outcome, a summary record.
 *
 * <p>A file without the summary is torn. {@code memfate/schema/run.schema.json} describes every
 * record. Addresses and numbers of bytes are hex strings, because a JSON number of 64 bits does not
 * survive most readers.
 */
public final class JsonLinesReport implements Report {
  private final Writer out;
  private final Map<String, Detail.RuleText> rules = new TreeMap<>();

  public JsonLinesReport(Writer out) {
    this.out = out;
  }

  @Override
  public void begin(Run run) throws IOException {
    out.write(line(run));
  }

  /** Returns the record of a run, with the line feed behind it. */
  public static String line(Run run) {
    return record(
        "run",
        json -> {
          json.writeStringProperty("schema", Run.SCHEMA);
          json.writeStringProperty("version", run.version());
          json.writeArrayPropertyStart("policies");
          for (Run.PolicyId policy : run.policies()) {
            json.writeStartObject();
            json.writeStringProperty("name", policy.name());
            json.writeStringProperty("sha256", policy.sha256());
            json.writeEndObject();
          }
          json.writeEndArray();
          json.writeArrayPropertyStart("packs");
          for (Run.PackId pack : run.packs()) {
            json.writeStartObject();
            json.writeStringProperty("id", pack.id());
            json.writeStringProperty("version", pack.version());
            json.writeStringProperty("sha256", pack.sha256());
            json.writeEndObject();
          }
          json.writeEndArray();
          json.writeObjectPropertyStart("options");
          strings(json, run.options());
          json.writeEndObject();
        });
  }

  @Override
  public void outcome(Evaluated evaluated) throws IOException {
    outcome(evaluated, line(evaluated));
  }

  @Override
  public void outcome(Evaluated evaluated, String record) throws IOException {
    keepRules(evaluated.detail());
    out.write(record);
  }

  @Override
  public void outcome(Supplier<Evaluated> evaluated, String record) throws IOException {
    out.write(record);
  }

  /** Returns the record of an outcome, with the line feed behind it; any thread may ask. */
  public static String line(Evaluated evaluated) {
    Input input = evaluated.input();
    Outcome outcome = evaluated.outcome();
    return record(
        "platform",
        json -> {
          json.writeStringProperty("id", outcome.platform());
          nullable(json, "policy", outcome.policy());
          input(json, input);
          if (evaluated.platform() != null) {
            machine(json, evaluated.platform());
          }
          body(json, outcome, evaluated.exploration());
          JudgementJson.write(json, evaluated.judgements());
          DetailJson.write(json, evaluated);
          diagnostics(json, outcome);
          if (!outcome.readings().isEmpty()) {
            json.writeArrayPropertyStart("readings");
            outcome.readings().forEach(reading -> reading(json, reading));
            json.writeEndArray();
          }
        });
  }

  static void input(JsonGenerator json, Input input) {
    json.writeObjectPropertyStart("input");
    json.writeStringProperty("path", input.path());
    json.writeNumberProperty("doc", input.document());
    json.writeNumberProperty("line", input.line());
    nullable(json, "sha256", input.sha256());
    json.writeEndObject();
  }

  static void diagnostics(JsonGenerator json, Outcome outcome) {
    json.writeArrayPropertyStart("diagnostics");
    outcome.diagnostics().forEach(diagnostic -> diagnostic(json, diagnostic));
    json.writeEndArray();
  }

  /** Whose machine it is, and what boots there: what a fleet is sorted by. */
  private static void machine(JsonGenerator json, Platform platform) {
    Machine machine = platform.machine();
    json.writeObjectPropertyStart("machine");
    json.writeStringProperty("arch", machine.arch());
    if (!machine.vendor().isEmpty()) {
      json.writeStringProperty("vendor", machine.vendor());
    }
    if (!machine.dmi().isEmpty()) {
      json.writeObjectPropertyStart("dmi");
      strings(json, machine.dmi());
      json.writeEndObject();
    }
    json.writeEndObject();
    KernelBuild kernel = platform.kernel();
    json.writeObjectPropertyStart("kernel");
    json.writeStringProperty("version", kernel.version());
    if (!kernel.distro().isEmpty()) {
      json.writeStringProperty("distro", kernel.distro());
    }
    json.writeEndObject();
  }

  private void keepRules(@Nullable Detail detail) {
    if (detail != null) {
      detail.rules().forEach(r -> rules.put(r.rule().file() + ":" + r.rule().line(), r));
    }
  }

  /** Rules stand once a run, behind the outcomes that name them. */
  private void rules() throws IOException {
    if (rules.isEmpty()) {
      return;
    }
    out.write(
        record(
            "rules",
            json -> {
              json.writeArrayPropertyStart("rules");
              for (Detail.RuleText written : rules.values()) {
                json.writeStartObject();
                rule(json, written.rule());
                json.writeStringProperty("text", written.text());
                json.writeEndObject();
              }
              json.writeEndArray();
            }));
  }

  @Override
  public void end(Summary summary) throws IOException {
    rules();
    out.write(line(summary));
    out.flush();
  }

  /** Returns the record of a summary, with the line feed behind it. */
  public static String line(Summary summary) {
    return record(
        "summary",
        json -> {
          json.writeNumberProperty("platforms", summary.outcomes());
          json.writeObjectPropertyStart("status");
          for (Outcome.Status status : Outcome.Status.values()) {
            json.writeNumberProperty(Words.of(status), summary.count(status));
          }
          json.writeEndObject();
          json.writeNumberProperty("ranges", summary.ranges());
          json.writeObjectPropertyStart("owners");
          for (Outcome.Owner owner : Outcome.Owner.values()) {
            json.writeNumberProperty(owner.word(), summary.count(owner));
          }
          json.writeEndObject();
          json.writeNumberProperty("lost", summary.lost());
          json.writeStringProperty("size", ByteCount.hex(summary.size()));
          json.writeStringProperty("usable", ByteCount.hex(summary.usable()));
          json.writeObjectPropertyStart("findings");
          for (Diagnostic.Severity severity : Diagnostic.Severity.values()) {
            json.writeNumberProperty(Words.of(severity), summary.count(severity));
          }
          json.writeEndObject();
          json.writeObjectPropertyStart("codes");
          summary.codes().forEach(json::writeNumberProperty);
          json.writeEndObject();
          json.writeArrayPropertyStart("policies");
          summary.policies().forEach((policy, fates) -> fates(json, policy, fates));
          json.writeEndArray();
        });
  }

  private static void body(JsonGenerator json, Outcome outcome, @Nullable Exploration exploration) {
    json.writeStringProperty("status", Words.of(outcome.status()));
    json.writeArrayPropertyStart("ranges");
    outcome.ranges().forEach(fate -> range(json, fate));
    json.writeEndArray();
    json.writeStringProperty("iomem", outcome.iomem());
    json.writeArrayPropertyStart("log");
    outcome.log().forEach(json::writeString);
    json.writeEndArray();
    OrdersJson.write(json, exploration);
    json.writeArrayPropertyStart("findings");
    outcome.findings().forEach(finding -> finding(json, finding));
    json.writeEndArray();
    DetailJson.write(json, outcome);
    if (!outcome.steps().isEmpty()) {
      json.writeArrayPropertyStart("steps");
      outcome.steps().forEach(state -> step(json, state));
      json.writeEndArray();
    }
  }

  private static void fates(JsonGenerator json, String policy, FateCount fates) {
    json.writeStartObject();
    json.writeStringProperty("policy", policy);
    json.writeNumberProperty("platforms", fates.platforms());
    json.writeObjectPropertyStart("owners");
    for (Outcome.Owner owner : Outcome.Owner.values()) {
      FateCount.Share share = fates.of(owner);
      json.writeObjectPropertyStart(owner.word());
      json.writeNumberProperty("platforms", share.platforms());
      json.writeNumberProperty("ranges", share.ranges());
      json.writeStringProperty("size", ByteCount.hex(share.size()));
      json.writeStringProperty("usable", ByteCount.hex(share.usable()));
      json.writeEndObject();
    }
    json.writeEndObject();
    json.writeEndObject();
  }

  private static void step(JsonGenerator json, Outcome.StepState state) {
    json.writeStartObject();
    json.writeNumberProperty("step", state.step());
    json.writeStringProperty("event", state.event());
    number(json, "line", state.at().line());
    json.writeArrayPropertyStart("ranges");
    state.ranges().forEach(fate -> range(json, fate));
    json.writeEndArray();
    json.writeStringProperty("iomem", state.iomem());
    json.writeArrayPropertyStart("log");
    state.log().forEach(json::writeString);
    json.writeEndArray();
    json.writeEndObject();
  }

  /** Writes a fate as one object. */
  static void range(JsonGenerator json, Outcome.RangeFate fate) {
    json.writeStartObject();
    json.writeStringProperty("start", address(fate.range().start()));
    json.writeStringProperty("end", address(fate.range().end()));
    json.writeStringProperty("owner", fate.owner().word());
    json.writeStringProperty("usable", address(fate.usable()));
    json.writeArrayPropertyStart("decisions");
    for (Outcome.RangeDecision decision : fate.decisions()) {
      json.writeStartObject();
      json.writeStringProperty("event", decision.event());
      json.writeStringProperty("decision", decision.decision());
      rule(json, decision.rule());
      json.writeStringProperty("message", decision.message());
      json.writeEndObject();
    }
    json.writeEndArray();
    nullable(json, "dax", fate.dax());
    nullable(json, "driver", fate.driver());
    json.writeArrayPropertyStart("errors");
    fate.errors().forEach(json::writeString);
    json.writeEndArray();
    json.writeEndObject();
  }

  static void rule(JsonGenerator json, Outcome.RuleRef rule) {
    json.writeStringProperty("rule", rule.name());
    nullable(json, "pack", rule.pack());
    json.writeStringProperty("file", rule.file());
    json.writeNumberProperty("line", rule.line());
  }

  private static void finding(JsonGenerator json, Outcome.Finding finding) {
    json.writeStartObject();
    json.writeStringProperty("code", finding.code());
    json.writeStringProperty("severity", Words.of(finding.severity()));
    json.writeStringProperty("message", finding.message());
    if (!finding.advice().isEmpty()) {
      json.writeStringProperty("advice", finding.advice());
    }
    if (finding.bytes() >= 0) {
      json.writeStringProperty("bytes", ByteCount.hex(ByteCount.of(finding.bytes())));
    }
    if (finding.suppressed() != null) {
      json.writeStringProperty("suppressed", finding.suppressed());
    }
    location(json, finding.at());
    Outcome.RuleRef rule = finding.rule();
    if (rule != null) {
      json.writeObjectPropertyStart("by");
      rule(json, rule);
      json.writeEndObject();
    }
    json.writeEndObject();
  }

  private static void diagnostic(JsonGenerator json, Diagnostic diagnostic) {
    json.writeStartObject();
    json.writeStringProperty("severity", Words.of(diagnostic.severity()));
    if (!diagnostic.code().isEmpty()) {
      json.writeStringProperty("code", diagnostic.code());
    }
    json.writeStringProperty("message", diagnostic.message());
    location(json, diagnostic.at());
    if (!diagnostic.help().isEmpty()) {
      json.writeStringProperty("help", diagnostic.help());
    }
    json.writeEndObject();
  }

  private static void reading(JsonGenerator json, Outcome.Reading reading) {
    json.writeStartObject();
    json.writeObjectPropertyStart("assume");
    strings(json, reading.assume());
    json.writeEndObject();
    body(json, reading.outcome(), null);
    json.writeEndObject();
  }

  private static void location(JsonGenerator json, SourceLocation at) {
    nullable(json, "file", at.file());
    number(json, "line", at.line());
    number(json, "column", at.column());
  }

  static void strings(JsonGenerator json, Map<String, String> map) {
    new TreeMap<>(map).forEach(json::writeStringProperty);
  }

  static void nullable(JsonGenerator json, String name, @Nullable String value) {
    if (value == null || value.isEmpty()) {
      json.writeNullProperty(name);
    } else {
      json.writeStringProperty(name, value);
    }
  }

  private static void number(JsonGenerator json, String name, int positive) {
    if (positive == 0) {
      json.writeNullProperty(name);
    } else {
      json.writeNumberProperty(name, positive);
    }
  }

  static String address(long unsigned) {
    return "0x" + Long.toHexString(unsigned);
  }

  private static String record(String kind, JsonText.Fields fields) {
    return JsonText.object(
            json -> {
              json.writeStringProperty("kind", kind);
              fields.write(json);
            })
        + "\n";
  }
}
