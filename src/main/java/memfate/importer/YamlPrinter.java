package memfate.importer;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import memfate.platform.SourceLocation;

/** Lays YAML out as a person would: short mappings in braces, lines of at most 100 characters. */
final class YamlPrinter {
  private static final int WIDTH = 100;

  /** YAML takes only shorter keys for keys without {@code ?}. */
  private static final int LONGEST_KEY = 1000;

  /** What reads back the same from a block of lines. */
  private static final Pattern LITERAL = Pattern.compile("[!-~][ -~]*+(\\n[ -~]++)*+\\n?");

  private final StringBuilder out = new StringBuilder();

  /** Returns what has been printed. */
  String text() {
    return out.toString();
  }

  /** Prints a key with its value. */
  void entry(String indent, String key, Yaml value) {
    String name = Yaml.text(key).written();
    String head =
        name.length() > LONGEST_KEY
            ? "%s? %s\n%s:".formatted(indent, name, indent)
            : indent + name + ":";
    if (value instanceof Yaml.Row row && row.isBlock() && !row.isEmpty()) {
      line(head);
      row.entries().forEach((k, v) -> entry(indent + "  ", k, v));
    } else if (value instanceof Yaml.Items list && list.items().stream().anyMatch(this::isRow)) {
      line(head);
      list.items().forEach(item -> item(indent + "  ", item));
    } else if (value instanceof Yaml.Lines lines && LITERAL.matcher(lines.text()).matches()) {
      line(head + (lines.text().endsWith("\n") ? " |" : " |-"));
      lines.text().lines().forEach(line -> line(indent + "  " + line));
    } else {
      flow(head + " ", indent + "  ", value);
    }
  }

  private boolean isRow(Yaml value) {
    return value instanceof Yaml.Row;
  }

  /** Prints an item of a list below its key. */
  void item(String indent, Yaml value) {
    if (value instanceof Yaml.Row row && row.isBlock() && !row.isEmpty()) {
      int dash = out.length() + indent.length();
      row.entries().forEach((k, v) -> entry(indent + "  ", k, v));
      out.setCharAt(dash, '-');
    } else {
      flow(indent + "- ", indent + "   ", value);
    }
  }

  /** Prints a value behind what a line begins with, and goes on below where it is too long. */
  private void flow(String head, String indent, Yaml value) {
    List<String> pieces = new ArrayList<>();
    cut(value, "", "", pieces);
    StringBuilder current = new StringBuilder(head).append(pieces.get(0));
    for (String piece : pieces.subList(1, pieces.size())) {
      if (current.length() + 1 + piece.length() > WIDTH) {
        line(current.toString());
        current = new StringBuilder(indent).append(piece);
      } else {
        current.append(' ').append(piece);
      }
    }
    line(current.toString());
  }

  /** Cuts a value into the pieces between which a line may end. */
  private static void cut(Yaml value, String before, String after, List<String> pieces) {
    if (value instanceof Yaml.Word word) {
      pieces.add(before + word.written() + after);
    } else if (value instanceof Yaml.Lines lines) {
      pieces.add(before + Yaml.quoted(lines.text()) + after);
    } else if (value instanceof Yaml.Items list) {
      List<String> names = Collections.nCopies(list.items().size(), "");
      cutAll(names, List.copyOf(list.items()), before + "[", "]" + after, pieces);
    } else if (value instanceof Yaml.Row row) {
      List<String> names = row.entries().keySet().stream().map(YamlPrinter::inBraces).toList();
      cutAll(names, List.copyOf(row.entries().values()), before + "{", "}" + after, pieces);
    }
  }

  private static void cutAll(
      List<String> names, List<Yaml> values, String before, String after, List<String> pieces) {
    if (values.isEmpty()) {
      pieces.add(before + after);
    }
    int last = values.size() - 1;
    for (int i = 0; i <= last; i++) {
      String name = (i == 0 ? before : "") + names.get(i);
      cut(values.get(i), name, i == last ? after : ",", pieces);
    }
  }

  private static String inBraces(String key) {
    String name = Yaml.text(key).written();
    return name.length() > LONGEST_KEY ? "? " + name + " : " : name + ": ";
  }

  /** Names the files of a block, each with the lines that it takes. */
  void comment(List<SourceLocation> places) {
    Map<String, List<SourceLocation>> byFile =
        places.stream()
            .filter(at -> !at.file().isEmpty())
            .collect(
                Collectors.groupingBy(
                    SourceLocation::file, LinkedHashMap::new, Collectors.toList()));
    if (!byFile.isEmpty()) {
      line(
          "# "
              + byFile.entrySet().stream()
                  .map(e -> span(e.getKey(), e.getValue()))
                  .collect(Collectors.joining(", ")));
    }
  }

  private static String span(String file, List<SourceLocation> places) {
    StringBuilder name = new StringBuilder();
    file.codePoints().forEach(c -> name.appendCodePoint(Yaml.isPrintable(c) ? c : '?'));
    int first =
        places.stream().mapToInt(SourceLocation::line).filter(line -> line > 0).min().orElse(0);
    int last = places.stream().mapToInt(SourceLocation::line).max().orElse(0);
    if (last > 0) {
      name.append(':').append(first).append(first == last ? "" : "-" + last);
    }
    return name.toString();
  }

  private void line(String text) {
    out.append(text).append('\n');
  }
}
