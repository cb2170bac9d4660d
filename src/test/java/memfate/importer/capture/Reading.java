package memfate.importer.capture;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import memfate.importer.Problems;
import memfate.platform.FirmwareEntry;
import memfate.platform.Observation;
import memfate.platform.Rejected;

/** What a format tells of a file, in words that fit on a line of a test. */
record Reading(Evidence evidence, Problems problems) {
  static final Path FIXTURES = Path.of("src/test/resources/importer");

  static Reading read(Format format, String name, String... lines) {
    String text = String.join("\n", lines) + "\n";
    return read(format, new Artifact(name, text.getBytes(StandardCharsets.UTF_8)));
  }

  static Reading read(Format format, Artifact artifact) {
    Problems problems = new Problems(1000);
    problems.addSource(artifact.source());
    Evidence evidence = new Evidence(artifact, format.name());
    format.read(artifact, evidence, problems);
    return new Reading(evidence, problems);
  }

  static Reading fixture(Format format, String path) {
    return read(format, artifact(path));
  }

  static Artifact artifact(String path) {
    try {
      byte[] bytes = Files.readAllBytes(FIXTURES.resolve(path));
      if (path.endsWith(".gz")) {
        bytes = new GZIPInputStream(new ByteArrayInputStream(bytes)).readAllBytes();
      }
      return new Artifact(path, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  <T> List<T> all(Class<T> type) {
    return evidence.all(type);
  }

  /** Returns {@code line:column severity message (help)}. */
  List<String> diagnostics() {
    return problems.all().stream()
        .map(
            d ->
                "%d:%d %s %s (%s)"
                    .formatted(
                        d.at().line(),
                        d.at().column(),
                        d.severity().toString().toLowerCase(Locale.ROOT),
                        d.message(),
                        d.help()))
        .toList();
  }

  /** Returns {@code line origin type attributes range}. */
  List<String> firmware() {
    return all(FirmwareEntry.class).stream()
        .map(
            e ->
                "%d %s %s%s %s"
                    .formatted(
                        e.at().line(),
                        e.origin().isEmpty() ? "-" : e.origin(),
                        e.type(),
                        e.attributes().isEmpty() ? "" : e.attributes().toString(),
                        e.range()))
        .toList();
  }

  /** Returns {@code time source | text}. */
  List<String> messages() {
    return all(Observation.Message.class).stream()
        .map(m -> "%s %s | %s".formatted(m.time(), m.source(), m.text()))
        .toList();
  }

  /** Returns {@code key=value}. */
  List<String> settings() {
    return all(Setting.class).stream().map(s -> s.key() + "=" + s.value()).toList();
  }

  /** Returns {@code line:column why: text: note}. */
  List<String> rejected() {
    return all(Rejected.class).stream()
        .map(
            r ->
                "%d:%d %s: %s: %s"
                    .formatted(r.at().line(), r.at().column(), r.why(), r.text(), r.note()))
        .toList();
  }
}
