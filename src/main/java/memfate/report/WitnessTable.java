package memfate.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import memfate.boot.Witness;

/** One order of events as a table: a column for each actor, a line for each event. */
final class WitnessTable {
  private static final List<String> ACTORS =
      List.of(
          "firmware",
          "udev",
          "cxl_acpi",
          "cxl_port",
          "cxl_pci",
          "cxl_mem",
          "regions",
          "dax_hmem",
          "workqueue",
          "dax_cxl",
          "kmem",
          "user");

  private WitnessTable() {}

  /** Returns the lines of a table of these events, the first numbered {@code from + 1}. */
  static List<String> lines(List<Witness.Step> steps, int from) {
    Map<String, Integer> widths = widths(steps);
    String number = "%" + String.valueOf(from + steps.size()).length() + "s";
    List<String> lines = new ArrayList<>();
    lines.add(line(number.formatted(""), widths, widths.keySet().stream().toList(), -1));
    for (int i = 0; i < steps.size(); i++) {
      Witness.Step step = steps.get(i);
      int column = new ArrayList<>(widths.keySet()).indexOf(step.actor());
      lines.add(line(number.formatted(from + i + 1), widths, List.of(step.text()), column));
    }
    return lines;
  }

  /** Columns of actors who act, in the order of the story; those that nobody knows come last. */
  private static Map<String, Integer> widths(List<Witness.Step> steps) {
    Map<String, Integer> widths = new LinkedHashMap<>();
    ACTORS.stream()
        .filter(actor -> steps.stream().anyMatch(step -> step.actor().equals(actor)))
        .forEach(actor -> widths.put(actor, actor.length()));
    for (Witness.Step step : steps) {
      widths.merge(step.actor(), Math.max(step.actor().length(), step.text().length()), Math::max);
    }
    return widths;
  }

  /** A line with one cell, or, with no column, with one cell for each. */
  private static String line(
      String number, Map<String, Integer> widths, List<String> cells, int column) {
    StringBuilder line = new StringBuilder(number);
    int place = 0;
    for (Integer width : widths.values()) {
      String cell = column < 0 ? cells.get(place) : place == column ? cells.get(0) : "";
      line.append("  ").append(cell).append(" ".repeat(width - cell.length()));
      place++;
    }
    return line.toString().stripTrailing();
  }
}
