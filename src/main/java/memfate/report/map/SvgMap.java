package memfate.report.map;

import java.util.Locale;
import memfate.boot.Outcome.Band;
import memfate.report.map.MapLayout.Block;
import memfate.report.map.MapLayout.Strip;

/** An address map as a group of an SVG picture; {@link SvgReport} has its styles. */
final class SvgMap {
  static final int WIDTH = 960;
  private static final int LEFT = 104;
  private static final int AXIS = 26;
  private static final int LANE = 20;
  private static final int BETWEEN = 7;
  private static final double LETTER = 6.1;
  private static final int HEADING = 22;

  private final StringBuilder out = new StringBuilder();
  private final double axisWidth = WIDTH - LEFT - 8.0;

  /** A picture and how high it is. */
  record Drawn(String svg, int height) {}

  private SvgMap() {}

  /** Draws a map below its heading. */
  static Drawn draw(MapLayout layout, String heading) {
    SvgMap map = new SvgMap();
    map.text("heading", 0, 14, heading);
    map.axis(layout.axis());
    int y = HEADING + AXIS;
    for (Strip strip : layout.strips()) {
      map.text("band", 0, y + 14, strip.band().word());
      for (Block block : strip.blocks()) {
        map.block(block, y + block.lane() * LANE);
      }
      y += strip.lanes() * LANE + BETWEEN;
    }
    return new Drawn(map.out.toString(), y);
  }

  private void axis(AddressAxis axis) {
    double scale = axisWidth / Math.max(1, axis.width());
    double free = 0;
    int bottom = HEADING + AXIS - 6;
    for (AddressAxis.Segment segment : axis.segments()) {
      double from = LEFT + segment.from() * scale;
      double to = LEFT + segment.to() * scale;
      if (segment.kind() == AddressAxis.Kind.CUT) {
        double middle = (from + to) / 2;
        line("cut", middle - 3, bottom + 4, middle + 1, bottom - 4);
        line("cut", middle - 1, bottom + 4, middle + 3, bottom - 4);
      } else {
        line("axis", from, bottom, to, bottom);
        line("axis", from, bottom - 3, from, bottom + 3);
        String address = "0x" + Long.toHexString(segment.range().start());
        if (from >= free && from + address.length() * LETTER <= WIDTH) {
          text("address", from, bottom - 7, address);
          free = from + (address.length() + 2) * LETTER;
        }
      }
    }
  }

  private void block(Block block, int y) {
    double from = LEFT + block.from() * axisWidth;
    double width = Math.max(1, (block.to() - block.from()) * axisWidth - 1);
    out.append("<g><title>").append(escaped(block.sentence())).append("</title>");
    String kind = block.band() == Band.FATE ? block.row().name() : "row " + block.band().word();
    rect(kind, from, y, width, "");
    if (block.band() == Band.FATE) {
      rect("", from, y, width, block.row().name());
      double lost = width * block.lost();
      if (lost > 0) {
        rect("lost", from + width - lost, y, lost, "lost");
      }
    }
    String label = fitted(block, width - 6);
    if (!label.isEmpty()) {
      text(block.band() == Band.FATE ? "label strong" : "label", from + 4, y + 12.5, label);
    }
    out.append("</g>\n");
  }

  private static String fitted(Block block, double width) {
    int room = (int) (width / LETTER);
    String label = block.label();
    if (label.length() <= room) {
      return label;
    }
    String letter = block.letter();
    return room >= 5
        ? label.substring(0, room - 1) + "\u2026"
        : room >= 1 && !letter.isEmpty() ? letter : "";
  }

  private void rect(String kind, double x, double y, double width, String hatch) {
    out.append("<rect class=\"%s\"".formatted(escaped(hatch.isEmpty() ? kind : "hatch " + kind)));
    out.append(
        " x=\"%s\" y=\"%s\" width=\"%s\" height=\"%d\""
            .formatted(number(x), number(y), number(width), LANE - 3));
    if (!hatch.isEmpty()) {
      out.append(" fill=\"url(#%s)\"".formatted(escaped(hatch)));
    }
    out.append("/>");
  }

  private void line(String kind, double x1, double y1, double x2, double y2) {
    out.append(
        "<line class=\"%s\" x1=\"%s\" y1=\"%s\" x2=\"%s\" y2=\"%s\"/>\n"
            .formatted(kind, number(x1), number(y1), number(x2), number(y2)));
  }

  private void text(String kind, double x, double y, String text) {
    out.append(
        "<text class=\"%s\" x=\"%s\" y=\"%s\">%s</text>\n"
            .formatted(kind, number(x), number(y), escaped(text)));
  }

  private static String number(double value) {
    String text = String.format(Locale.ROOT, "%.1f", value);
    return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
  }

  /** Returns text that XML may hold, without markup. */
  static String escaped(String text) {
    StringBuilder safe = new StringBuilder();
    text.codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '&' -> safe.append("&amp;");
                case '"' -> safe.append("&quot;");
                default -> safe.appendCodePoint(isPrintable(c) ? c : 0xfffd);
              }
            });
    return safe.toString();
  }

  private static boolean isPrintable(int c) {
    return c >= ' ' && (c < 0x7f || c > 0x9f) && (c < 0xd800 || c > 0xdfff) && c < 0xfffe
        || c >= 0x10000;
  }
}
