package memfate.importer;

import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.IntStream;
import memfate.platform.SourceLocation;
import memfate.platform.Table;

/**
 * Writes the blocks of a description, each with a comment over it that says where it is from, and
 * puts the keys that no field has where they were.
 */
final class BlockWriter {
  private final Extensions extensions;
  private final YamlPrinter out = new YamlPrinter();

  BlockWriter(Extensions extensions) {
    this.extensions = extensions;
  }

  /** Adds the keys of one row; {@code path} is what the reader calls it. */
  interface RowWriter<T> {
    void write(T value, Yaml.Row row, String path);
  }

  String text() {
    return out.text();
  }

  void comment(List<SourceLocation> places) {
    out.comment(places);
  }

  void addExtensions(Yaml.Row row, String path) {
    extensions.addTo(row, path);
  }

  <T> void table(String key, Table<T> table, Function<T, SourceLocation> at, RowWriter<T> writer) {
    if (table.isPresent() && !table.rows().isEmpty()) {
      rows(key, table.rows(), at, writer);
    } else if (table.isPresent()) {
      out.comment(List.of(table.at()));
      line(key, new Yaml.Items(List.of()));
    } else {
      state(key, table.state(), table.at());
    }
  }

  void state(String key, Table.State state, SourceLocation at) {
    out.comment(List.of(at));
    line(key, new Yaml.Word(state.name().toLowerCase(Locale.ROOT)));
  }

  <T> void rows(String key, List<T> rows, Function<T, SourceLocation> at, RowWriter<T> writer) {
    if (!rows.isEmpty()) {
      out.comment(rows.stream().map(at).toList());
      Yaml.Row holder = Yaml.Row.block();
      addRows(holder, "", key, rows, writer);
      holder.entries().forEach(this::line);
    }
  }

  <T> void addRows(Yaml.Row owner, String path, String key, List<T> rows, RowWriter<T> writer) {
    String list = path.isEmpty() ? key : path + "." + key;
    owner.list(
        key,
        IntStream.range(0, rows.size()).boxed().toList(),
        i -> {
          Yaml.Row row = key.equals("expect") ? Yaml.Row.block() : Yaml.Row.flow();
          String place = "%s[%d]".formatted(list, i);
          writer.write(rows.get(i), row, place);
          extensions.addTo(row, place);
          return row;
        });
  }

  /** Writes a mapping unless it says nothing. */
  void section(String key, Yaml.Row row, List<SourceLocation> places) {
    extensions.addTo(row, key);
    if (!row.isEmpty()) {
      out.comment(places);
      line(key, row);
    }
  }

  void line(String key, Yaml value) {
    out.entry("", key, value);
  }

  static Yaml hexes(List<Long> numbers) {
    return new Yaml.Items(numbers.stream().map(n -> new Yaml.Word(Yaml.hex(n))).toList());
  }
}
