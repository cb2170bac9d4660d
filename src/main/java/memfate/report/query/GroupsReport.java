package memfate.report.query;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import memfate.iomem.ByteCount;
import memfate.report.CsvText;
import memfate.report.PolicyText;

/** Groups in words, one line each. */
public final class GroupsReport {
  private static final String USABLE = "usable";

  private final List<String> keys;

  /**
   * Prepares reports.
   *
   * @param keys names of what was grouped by
   */
  public GroupsReport(List<Key> keys) {
    this.keys = keys.stream().map(Key::name).toList();
  }

  /** Returns a table for people, with a last line over all. */
  public List<String> table(List<Group> groups, Group total) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(header(key -> key.toUpperCase(java.util.Locale.ROOT)));
    groups.forEach(group -> rows.add(cells(group, ByteCount::inWords)));
    if (!keys.isEmpty()) {
      List<String> blanks = new ArrayList<>();
      keys.forEach(key -> blanks.add(blanks.isEmpty() ? "total" : ""));
      rows.add(
          cells(
              new Group(
                  blanks,
                  total.platforms(),
                  total.ranges(),
                  total.lost(),
                  total.size(),
                  total.usable()),
              ByteCount::inWords));
    }
    return PolicyText.table(rows);
  }

  /** Returns rows for spreadsheets; numbers of bytes are decimal. */
  public String csv(List<Group> groups) {
    StringBuilder text = new StringBuilder(CsvText.row(header(key -> key).stream()));
    for (Group group : groups) {
      Stream<String> cells = cells(group, Object::toString).stream();
      text.append(CsvText.row(cells.map(cell -> cell.equals(Key.NOTHING) ? "" : cell)));
    }
    return text.toString();
  }

  /** Returns an object; numbers of bytes are hex texts, as in records. */
  public String json(Group group) {
    Map<String, Object> fields = new LinkedHashMap<>();
    for (int i = 0; i < keys.size(); i++) {
      if (!group.values().get(i).equals(Key.NOTHING)) {
        fields.put(keys.get(i), group.values().get(i));
      }
    }
    fields.put("platforms", group.platforms());
    fields.put("ranges", group.ranges());
    fields.put("lost", group.lost());
    fields.put("size", ByteCount.hex(group.size()));
    fields.put(USABLE, ByteCount.hex(group.usable()));
    return PolicyText.json(fields);
  }

  private List<String> header(Function<String, String> form) {
    return Stream.concat(keys.stream(), Stream.of("platforms", "ranges", "lost", "size", USABLE))
        .map(form)
        .toList();
  }

  private static List<String> cells(Group group, Function<java.math.BigInteger, String> bytes) {
    List<String> cells = new ArrayList<>(group.values());
    cells.add(Long.toString(group.platforms()));
    cells.add(Long.toString(group.ranges()));
    cells.add(Long.toString(group.lost()));
    cells.add(bytes.apply(group.size()));
    cells.add(bytes.apply(group.usable()));
    return cells;
  }
}
