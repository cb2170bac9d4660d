package memfate.report;

import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import memfate.boot.Outcome;
import memfate.platform.Diagnostic;
import memfate.platform.Diagnostic.Severity;
import memfate.platform.Printable;
import memfate.platform.SourceLocation;
import tools.jackson.core.JsonGenerator;

/**
 * Findings as SARIF 2.1.0, the form that code scanners exchange: one run, a result per finding, a
 * rule per code.
 *
 * <p>What is wrong with a description or a policy, and every answer that is missing, is a
 * notification of the tool, never a result; {@code executionSuccessful} is false then. A kernel
 * that dies, if no finding says so, is a notification too, of a tool that did its work.
 *
 * <p>Results are written as they come, what counts them (rules, notifications) after them.
 */
public final class SarifReport implements Report {
  private static final String SCHEMA =
      "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";
  private static final String FINGERPRINT = "memfateFinding/v1";

  /** What is known of a code: its place among the rules, and what the rules say of it. */
  private record Code(int index, String description, Severity gravest) {}

  private final Writer out;
  private final Map<String, Code> codes = new LinkedHashMap<>();
  private final Set<Diagnostic> notifications = new LinkedHashSet<>();
  private String version = "";
  private boolean successful = true;
  private boolean first = true;

  public SarifReport(Writer out) {
    this.out = out;
  }

  @Override
  public void begin(Run run) throws IOException {
    version = run.version();
    out.write(
        "{\"$schema\":\"%s\",\"version\":\"2.1.0\",\"runs\":[{\"results\":[".formatted(SCHEMA));
  }

  @Override
  public void outcome(Evaluated evaluated) throws IOException {
    for (Remark remark : Remark.withSuppressed(evaluated)) {
      out.write(first ? "\n" : ",\n");
      out.write(JsonText.object(json -> result(json, evaluated.outcome(), remark)));
      first = false;
    }
    notifications.addAll(Remark.diagnostics(evaluated));
    successful &= Answer.of(evaluated.outcome()).stream().noneMatch(Answer::isMissing);
    successful &=
        evaluated.outcome().diagnostics().stream().noneMatch(d -> d.severity() == Severity.ERROR);
  }

  @Override
  public void problems(List<Diagnostic> problems) {
    notifications.addAll(problems);
    successful &= problems.stream().noneMatch(p -> p.severity() == Severity.ERROR);
  }

  @Override
  public void end(Summary summary) throws IOException {
    String rest =
        JsonText.object(
            json -> {
              json.writeObjectPropertyStart("tool");
              json.writeObjectPropertyStart("driver");
              json.writeStringProperty("name", "memfate");
              json.writeStringProperty("version", version);
              json.writeArrayPropertyStart("rules");
              codes.forEach((id, code) -> rule(json, id, code));
              json.writeEndArray();
              json.writeEndObject();
              json.writeEndObject();
              json.writeArrayPropertyStart("invocations");
              invocation(json);
              json.writeEndArray();
              json.writeStringProperty("columnKind", "utf16CodeUnits");
            });
    out.write((first ? "" : "\n") + "]," + rest.substring(1) + "]}\n");
    out.flush();
  }

  private void result(JsonGenerator json, Outcome outcome, Remark remark) {
    Outcome.Finding finding = remark.finding();
    json.writeStringProperty("ruleId", Printable.of(finding.code()));
    json.writeNumberProperty("ruleIndex", indexOf(finding));
    json.writeStringProperty("level", level(finding.severity()));
    message(json, remark.withAdvice());
    json.writeArrayPropertyStart("locations");
    location(json, remark.at(), "");
    json.writeEndArray();
    Outcome.RuleRef rule = finding.rule();
    if (rule != null) {
      json.writeArrayPropertyStart("relatedLocations");
      location(json, new SourceLocation(rule.file(), rule.line(), 0), RuleWords.of(rule));
      json.writeEndArray();
    }
    if (finding.suppressed() != null) {
      json.writeArrayPropertyStart("suppressions");
      json.writeStartObject();
      json.writeStringProperty("kind", "external");
      json.writeStringProperty("justification", Printable.of(finding.suppressed()));
      json.writeEndObject();
      json.writeEndArray();
    }
    json.writeObjectPropertyStart("partialFingerprints");
    json.writeStringProperty(FINGERPRINT, fingerprint(outcome, remark));
    json.writeEndObject();
    json.writeObjectPropertyStart("properties");
    json.writeStringProperty("platform", Printable.of(outcome.platform()));
    json.writeStringProperty("policy", Printable.of(outcome.policy()));
    json.writeEndObject();
  }

  private int indexOf(Outcome.Finding finding) {
    String id = Printable.of(finding.code());
    String description = finding.rule() == null ? finding.code() : finding.rule().name();
    Code code = new Code(codes.size(), description, finding.severity());
    return codes.merge(id, code, SarifReport::graver).index();
  }

  private static Code graver(Code known, Code other) {
    return known.gravest().compareTo(other.gravest()) <= 0
        ? known
        : new Code(known.index(), known.description(), other.gravest());
  }

  private static void rule(JsonGenerator json, String id, Code code) {
    json.writeStartObject();
    json.writeStringProperty("id", id);
    json.writeObjectPropertyStart("shortDescription");
    json.writeStringProperty("text", SarifText.message(code.description()));
    json.writeEndObject();
    json.writeObjectPropertyStart("defaultConfiguration");
    json.writeStringProperty("level", level(code.gravest()));
    json.writeEndObject();
    json.writeEndObject();
  }

  private void invocation(JsonGenerator json) {
    json.writeStartObject();
    json.writeBooleanProperty("executionSuccessful", successful);
    json.writeArrayPropertyStart("toolExecutionNotifications");
    for (Diagnostic notification : notifications) {
      json.writeStartObject();
      json.writeStringProperty("level", level(notification.severity()));
      String help = notification.help().isEmpty() ? "" : "; help: " + notification.help();
      message(json, notification.message() + help);
      if (!notification.at().file().isEmpty()) {
        json.writeArrayPropertyStart("locations");
        location(json, notification.at(), "");
        json.writeEndArray();
      }
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void location(JsonGenerator json, SourceLocation at, String message) {
    json.writeStartObject();
    json.writeObjectPropertyStart("physicalLocation");
    json.writeObjectPropertyStart("artifactLocation");
    json.writeStringProperty("uri", SarifText.uri(at.file()));
    json.writeEndObject();
    if (at.offset() >= 0 || at.line() > 0) {
      json.writeObjectPropertyStart("region");
      if (at.offset() >= 0) {
        json.writeNumberProperty("byteOffset", at.offset());
      } else {
        json.writeNumberProperty("startLine", at.line());
        if (at.column() > 0) {
          json.writeNumberProperty("startColumn", at.column());
        }
      }
      json.writeEndObject();
    }
    json.writeEndObject();
    if (!message.isEmpty()) {
      message(json, message);
    }
    json.writeEndObject();
  }

  private static void message(JsonGenerator json, String text) {
    json.writeObjectPropertyStart("message");
    json.writeStringProperty("text", SarifText.message(text));
    json.writeEndObject();
  }

  private static String level(Severity severity) {
    return severity == Severity.INFO ? "note" : Words.of(severity);
  }

  /** The same finding has the same fingerprint wherever its line moves to. */
  private static String fingerprint(Outcome outcome, Remark remark) {
    List<String> parts = new ArrayList<>();
    parts.add(remark.finding().code());
    parts.add(outcome.platform());
    parts.add(outcome.policy());
    parts.add(remark.message());
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest(String.join("\0", parts).getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
