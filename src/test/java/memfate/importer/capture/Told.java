package memfate.importer.capture;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import memfate.importer.Problems;
import memfate.platform.Diagnostic;
import memfate.platform.SourceLocation;

/** What one reader told of one file, as text: a line for each statement and for each diagnostic. */
record Told(List<String> rows, List<String> problems) {
  private static final Path RESOURCES = Path.of("src/test/resources/importer");

  /** Returns the rows of other types. */
  List<String> rowsBut(String type) {
    return rows.stream().filter(row -> !row.startsWith(type + " ")).toList();
  }

  static Told of(Format format, String resource) {
    String name = resource.substring(resource.lastIndexOf('/') + 1);
    return of(format, name, bytes(resource));
  }

  static byte[] bytes(String resource) {
    try {
      return Files.readAllBytes(RESOURCES.resolve(resource));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Told of(Format format, String name, String text) {
    return of(format, name, text.getBytes(StandardCharsets.UTF_8));
  }

  static Told of(Format format, String name, byte[] bytes) {
    Artifact artifact = new Artifact(name, bytes);
    assertTrue(format.recognises(artifact), () -> format.name() + " does not take " + name);
    return read(format, artifact);
  }

  static Told read(Format format, Artifact artifact) {
    Evidence evidence = new Evidence(artifact, format.name());
    Problems problems = new Problems(100);
    format.read(artifact, evidence, problems);
    return new Told(
        evidence.all(Object.class).stream().map(Told::row).toList(),
        problems.all().stream().map(Told::problem).toList());
  }

  private static String problem(Diagnostic problem) {
    return problem.severity() + " " + problem.at() + " " + problem.message();
  }

  /** The components of a record that are told, and its place. */
  private static String row(Object statement) {
    StringJoiner text = new StringJoiner(" ");
    text.add(statement.getClass().getSimpleName());
    String place = "";
    for (RecordComponent component : statement.getClass().getRecordComponents()) {
      Object value = value(statement, component);
      if (value instanceof SourceLocation at) {
        place = "@" + at.line() + ":" + at.column();
      } else if (isTold(value)) {
        text.add(component.getName() + "=" + text(value));
      }
    }
    return text + (place.equals("@0:0") ? "" : " " + place);
  }

  private static Object value(Object statement, RecordComponent component) {
    try {
      var accessor = component.getAccessor();
      accessor.setAccessible(true);
      return accessor.invoke(statement);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static boolean isTold(Object value) {
    return value != null
        && !value.equals("")
        && !value.equals(false)
        && !(value instanceof Number number
            && (number.longValue() == -1 || number.longValue() == 0))
        && !(value instanceof Collection<?> values && values.isEmpty())
        && !(value instanceof Map<?, ?> values && values.isEmpty());
  }

  private static String text(Object value) {
    if (value instanceof Collection<?> values) {
      return values.stream().map(Told::text).toList().toString();
    }
    return value.getClass().isRecord() && value.getClass().getName().contains("$")
        ? "(" + row(value) + ")"
        : value.toString();
  }
}
