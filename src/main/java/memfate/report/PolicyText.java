package memfate.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import memfate.platform.Printable;

/** Tables and lists about policies, for people. */
public final class PolicyText {
  private PolicyText() {}

  /** Returns the lines of a table, its columns as wide as they have to be. */
  public static List<String> table(List<List<String>> rows) {
    int columns = rows.stream().mapToInt(List::size).max().orElse(0);
    int[] widths = new int[columns];
    for (List<String> row : rows) {
      for (int i = 0; i < row.size(); i++) {
        widths[i] = Math.max(widths[i], Printable.of(row.get(i)).length());
      }
    }
    List<String> lines = new ArrayList<>();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < row.size(); i++) {
        String cell = Printable.of(row.get(i));
        line.append(cell).append(" ".repeat(widths[i] - cell.length() + 2));
      }
      lines.add(line.toString().stripTrailing());
    }
    return lines;
  }

  /** Returns one JSON object on one line; lists hold texts or objects like this one. */
  public static String json(Map<String, ?> fields) {
    return JsonText.object(json -> fields.forEach((name, value) -> write(json, name, value)));
  }

  private static void write(tools.jackson.core.JsonGenerator json, String name, Object value) {
    json.writeName(name);
    write(json, value);
  }

  private static void write(tools.jackson.core.JsonGenerator json, Object value) {
    if (value instanceof Map<?, ?> map) {
      json.writeStartObject();
      map.forEach((name, inner) -> write(json, (String) name, inner));
      json.writeEndObject();
    } else if (value instanceof List<?> list) {
      json.writeStartArray();
      list.forEach(item -> write(json, item));
      json.writeEndArray();
    } else if (value instanceof Number number) {
      json.writeNumber(number.longValue());
    } else {
      json.writeString(value.toString());
    }
  }
}
