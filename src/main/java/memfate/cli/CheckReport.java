package memfate.cli;

import java.io.StringWriter;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import memfate.eval.Diagnostics;
import memfate.platform.Diagnostic;
import memfate.platform.Diagnostic.Severity;
import memfate.platform.SourceLocation;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** What {@code check} prints: a line for each policy, and every diagnostic once. */
final class CheckReport {
  private static final JsonFactory JSON = new JsonFactory();

  /** How to print. */
  enum Format {
    TEXT,
    JSON,
    JSONL
  }

  private final Streams streams;
  private final Format format;
  private final Diagnostics diagnostics;
  private final Set<Diagnostic> told = new HashSet<>();
  private int policies;
  private int broken;

  /**
   * Begins a report.
   *
   * @param quiet whether to leave out warnings in text
   */
  CheckReport(Streams streams, Format format, boolean quiet) {
    this.streams = streams;
    this.format = format;
    this.diagnostics = new Diagnostics(streams.err(), quiet);
  }

  void compiled(String policy, int rules, List<Diagnostic> warnings) {
    policies++;
    if (format == Format.TEXT) {
      streams.out().printf("ok      %s: %d rules%n", policy, rules);
    } else {
      policy(policy, "ok", json -> json.writeNumberProperty("rules", rules));
    }
    tell(warnings);
  }

  void broken(String policy, List<Diagnostic> errors) {
    policies++;
    broken++;
    if (format == Format.TEXT) {
      streams.out().printf("broken  %s%n", policy);
    } else {
      policy(policy, "broken", json -> {});
    }
    tell(errors);
  }

  /** What is wrong beside policies: with the table that chooses them, with packs. */
  void problems(List<Diagnostic> problems) {
    broken += problems.isEmpty() ? 0 : 1;
    tell(problems);
  }

  private void tell(List<Diagnostic> all) {
    for (Diagnostic diagnostic : all) {
      if (told.add(diagnostic) && format != Format.TEXT) {
        line(json -> diagnostic(json, diagnostic));
      }
    }
    if (format == Format.TEXT) {
      diagnostics.printOnce(all);
    }
  }

  void end() {
    if (format != Format.TEXT) {
      line(
          json -> {
            json.writeStringProperty("kind", "summary");
            json.writeNumberProperty("policies", policies);
            json.writeNumberProperty("broken", broken);
            json.writeNumberProperty("errors", count(Severity.ERROR));
            json.writeNumberProperty("warnings", count(Severity.WARNING));
          });
    }
  }

  boolean isBroken() {
    return broken > 0;
  }

  int warnings() {
    return count(Severity.WARNING);
  }

  private int count(Severity severity) {
    return (int) told.stream().filter(d -> d.severity() == severity).count();
  }

  private void policy(String policy, String status, Consumer<JsonGenerator> more) {
    line(
        json -> {
          json.writeStringProperty("kind", "policy");
          json.writeStringProperty("policy", policy);
          json.writeStringProperty("status", status);
          more.accept(json);
        });
  }

  private static void diagnostic(JsonGenerator json, Diagnostic diagnostic) {
    json.writeStringProperty("kind", "diagnostic");
    json.writeStringProperty("severity", diagnostic.severity().name().toLowerCase(Locale.ROOT));
    if (!diagnostic.code().isEmpty()) {
      json.writeStringProperty("code", diagnostic.code());
    }
    json.writeStringProperty("message", diagnostic.message());
    SourceLocation at = diagnostic.at();
    json.writeStringProperty("file", at.file());
    if (at.line() > 0) {
      json.writeNumberProperty("line", at.line());
    }
    if (at.column() > 0) {
      json.writeNumberProperty("column", at.column());
      json.writeNumberProperty("length", diagnostic.length());
    }
    if (!diagnostic.sourceLine().isEmpty()) {
      json.writeStringProperty("source", diagnostic.sourceLine());
    }
    if (!diagnostic.help().isEmpty()) {
      json.writeStringProperty("help", diagnostic.help());
    }
  }

  private void line(Consumer<JsonGenerator> content) {
    StringWriter line = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), line)) {
      json.writeStartObject();
      content.accept(json);
      json.writeEndObject();
    }
    streams.out().println(line);
  }
}
