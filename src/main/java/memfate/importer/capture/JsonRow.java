package memfate.importer.capture;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import memfate.importer.Limits;
import memfate.importer.Node;
import memfate.importer.Problems;
import memfate.importer.ScalarException;
import memfate.importer.SizeText;
import memfate.importer.Source;
import memfate.importer.TreeReader;
import memfate.platform.SourceLocation;
import org.jspecify.annotations.Nullable;

/** One object of a JSON listing, as {@code cxl list} and {@code daxctl list} print them. */
record JsonRow(Node.Mapping node, Problems problems) {
  private static final Pattern START =
      Pattern.compile("(?m)^[ \\t]*+([\\[{])(?=\\s*+[\\[{\\]}\"])");

  /** Reads the objects of a file, whether they stand in lists or alone; prompts are skipped. */
  static List<JsonRow> read(Artifact artifact, Problems problems) {
    String text = artifact.text();
    Matcher start = START.matcher(text);
    if (!start.find()) {
      return List.of();
    }
    int line = 1 + (int) text.substring(0, start.start(1)).chars().filter(c -> c == '\n').count();
    int column = start.start(1) - text.lastIndexOf('\n', start.start(1));
    Source source = new Source(artifact.name(), text.substring(start.start(1)), line, column);
    List<JsonRow> rows = new ArrayList<>();
    for (Node value : TreeReader.readListing(source, Limits.DEFAULT, problems)) {
      rows.addAll(of(value, problems));
    }
    return rows;
  }

  /** Returns an object, or the objects of a list. */
  static List<JsonRow> of(@Nullable Node value, Problems problems) {
    if (value instanceof Node.Mapping mapping) {
      return List.of(new JsonRow(mapping, problems));
    }
    List<JsonRow> rows = new ArrayList<>();
    if (value instanceof Node.Sequence sequence) {
      sequence.items().forEach(item -> rows.addAll(of(item, problems)));
    }
    return rows;
  }

  SourceLocation at() {
    return node.at();
  }

  /** Returns the objects below a key. */
  List<JsonRow> rows(String key) {
    return of(node.get(key), problems);
  }

  /** Returns whether a key has a single value. */
  boolean has(String key) {
    return !text(key).isEmpty();
  }

  /** Returns a single value, empty when there is none. */
  String text(String key) {
    return node.get(key) instanceof Node.Scalar scalar && !scalar.isNull() ? scalar.text() : "";
  }

  /** Returns a size or number, null when there is none; signed ones become unsigned. */
  @Nullable Long number(String key) {
    if (!(node.get(key) instanceof Node.Scalar scalar) || scalar.isNull()) {
      return null;
    }
    try {
      return scalar.text().startsWith("-")
          ? Long.valueOf(scalar.text())
          : Long.valueOf(SizeText.parse(scalar.text()));
    } catch (ScalarException e) {
      problems.warning(scalar.at(), scalar.text(), key + ": " + e.message(), e.help());
    } catch (NumberFormatException e) {
      problems.warning(scalar.at(), scalar.text(), key + " is not a number of 64 bits", "");
    }
    return null;
  }

  long number(String key, long otherwise) {
    Long number = number(key);
    return number == null ? otherwise : number;
  }

  /** Returns a number that an {@code int} holds. */
  int integer(String key, int otherwise) {
    long number = number(key, otherwise);
    return number >= 0 && number <= Integer.MAX_VALUE ? (int) number : otherwise;
  }
}
