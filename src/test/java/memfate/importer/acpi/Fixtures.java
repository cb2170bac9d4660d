package memfate.importer.acpi;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import memfate.importer.Problems;
import memfate.platform.Diagnostic;
import memfate.platform.Rejected;

/** Tables that lie in {@code src/test/resources/acpi}, and what readers say of them. */
final class Fixtures {
  private final Problems problems = new Problems(1000);
  private final List<Rejected> rejected = new ArrayList<>();
  final Faults faults = new Faults(problems, rejected::add);

  static Path path(String name) {
    return Path.of("src/test/resources/acpi", name);
  }

  static byte[] bytes(String name) {
    try {
      return Files.readAllBytes(path(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<String> lines(String name) {
    try {
      return Files.readAllLines(path(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static TableBytes table(String name) {
    return new TableBytes(name, bytes(name));
  }

  /** Returns a table that a fixture spells in base64. */
  static TableBytes base64(String name) {
    return TableDump.ofBase64(name, String.join("\n", lines(name)), new Fixtures().faults)
        .orElseThrow();
  }

  List<String> messages() {
    return problems.all().stream().map(Fixtures::message).toList();
  }

  private static String message(Diagnostic d) {
    return "%s: %s: %s".formatted(d.at(), d.severity(), d.message());
  }

  List<String> rejected() {
    return rejected.stream().map(r -> "%s %s: %s".formatted(r.at(), r.why(), r.text())).toList();
  }
}
