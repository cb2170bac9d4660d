package memfate.importer.acpi;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Lists a CEDT as {@code iasl -d} does, its wrong offset of the second XOR map included. */
final class IaslPrinter {
  private final TableBytes table;
  private final boolean newStyle;
  private final List<String> lines = new ArrayList<>();
  private int at;

  private IaslPrinter(TableBytes table, boolean newStyle) {
    this.table = table;
    this.newStyle = newStyle;
  }

  /**
   * @param newStyle as since 2022: field widths in hex, and no "(2^n)" behind the members
   */
  static List<String> print(TableBytes table, boolean newStyle, boolean rawData) {
    IaslPrinter printer = new IaslPrinter(table, newStyle);
    printer.table();
    if (rawData) {
      printer.raw();
    }
    return printer.lines;
  }

  private void table() {
    lines.add("/*");
    lines.add(" * ACPI Data Table [CEDT]");
    lines.add(" * Format: [HexOffset DecimalOffset ByteLength]  FieldName : FieldValue (in hex)");
    lines.add(" */");
    lines.add("");
    text("Signature", 4, "    [CXL Early Discovery Table]");
    number("Table Length", 4, "");
    number("Revision", 1, "");
    number("Checksum", 1, "");
    text("Oem ID", 6, "");
    text("Oem Table ID", 8, "");
    number("Oem Revision", 4, "");
    text("Asl Compiler ID", 4, "");
    number("Asl Compiler Revision", 4, "");
    while (at < table.size()) {
      lines.add("");
      structure();
    }
  }

  private void structure() {
    int start = at;
    int length = table.u16(at + 2);
    switch (table.u8(at)) {
      case 0 -> hostBridge();
      case 1 -> window(start + length);
      default -> xorMaps(start + length);
    }
  }

  private void start(String name) {
    number("Subtable Type", 1, " [" + name + "]");
    number("Reserved", 1, "");
    number("Length", 2, "");
  }

  private void hostBridge() {
    start("CXL Host Bridge Structure");
    number("Associated host bridge", 4, "");
    number("Specification version", 4, "");
    number("Reserved", 4, "");
    number("Register base", 8, "");
    number("Register length", 8, "");
  }

  private void window(int end) {
    start("CXL Fixed Memory Window Structure");
    number("Reserved", 4, "");
    number("Window base address", 8, "");
    number("Window size", 8, "");
    number(newStyle ? "Interleave Members" : "Interleave Members (2^n)", 1, "");
    number("Interleave Arithmetic", 1, "");
    number("Reserved", 2, "");
    number("Granularity", 4, "");
    number("Restrictions", 2, "");
    number("QtgId", 2, "");
    number("First Target", 4, "");
    while (at < end) {
      number("Next Target", 4, "");
    }
  }

  private void xorMaps(int end) {
    start("CXL XOR Interleave Math Structure");
    number("Reserved", 2, "");
    number("Interleave Granularity", 1, "");
    number("Xormap List Count", 1, "");
    int first = at;
    number("First Xormap", 8, "");
    for (int i = 1; at < end; i++) {
      field(first + i, "Next Xormap", 8, hex(8), "");
    }
  }

  private String hex(int width) {
    StringBuilder digits = new StringBuilder();
    for (int i = width - 1; i >= 0; i--) {
      digits.append("%02X".formatted(table.u8(at + i)));
    }
    return digits.toString();
  }

  private void number(String label, int width, String name) {
    field(at, label, width, hex(width), name);
  }

  private void text(String label, int width, String name) {
    field(at, label, width, '"' + table.text(at, at + width) + '"', name);
  }

  private void field(int offset, String label, int width, String value, String name) {
    String form = newStyle ? "[%03Xh %04d %03Xh] %27s : %s%s" : "[%03Xh %04d %3d] %28s : %s%s";
    lines.add(form.formatted(offset, offset, width, label, value, name));
    at += width;
  }

  private void raw() {
    lines.add("");
    lines.add("Raw Table Data: Length %d (0x%X)".formatted(table.size(), table.size()));
    lines.add("");
    for (int row = 0; row < table.size(); row += 16) {
      int end = Math.min(row + 16, table.size());
      String bytes = table.hex(row, end).replaceAll("..", "$0 ").toUpperCase(Locale.ROOT);
      String shown = table.text(row, end).replaceAll("[^ -~]", ".");
      lines.add("    %04X: %-48s // %s".formatted(row, bytes.strip(), shown));
    }
  }
}
