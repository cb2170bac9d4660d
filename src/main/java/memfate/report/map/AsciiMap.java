package memfate.report.map;

import java.util.Arrays;
import java.util.List;
import memfate.platform.Printable;
import memfate.report.map.MapLayout.Block;
import memfate.report.map.MapLayout.Strip;

/**
 * An address map for terminals: a line for each lane of a band.
 *
 * <p>A fate is filled with its owner's letter, and with {@code !} as far as its bytes are lost.
 * Where several rows share a column, the column shows the loss if there is one.
 */
final class AsciiMap {
  private static final int LABELS = 14;
  private static final char LOST = '!';
  private static final char SEVERAL = '*';

  private final MapLayout layout;
  private final int columns;

  /**
   * Prepares a picture.
   *
   * @param columns width of the axis
   */
  AsciiMap(MapLayout layout, int columns) {
    this.layout = layout;
    this.columns = columns;
  }

  /** Returns the picture, each line ended by a newline. */
  String draw() {
    StringBuilder text = new StringBuilder();
    line(text, "", addresses());
    line(text, "", axis());
    for (Strip strip : layout.strips()) {
      for (int lane = 0; lane < strip.lanes(); lane++) {
        line(text, lane == 0 ? strip.band().word() : "", lane(strip, lane));
      }
    }
    return text.toString();
  }

  private static void line(StringBuilder text, String label, char[] cells) {
    String line = label + " ".repeat(LABELS - label.length()) + new String(cells);
    text.append(line.stripTrailing()).append('\n');
  }

  /** The first address of each segment, as far as there is room. */
  private char[] addresses() {
    char[] cells = blank();
    int free = 0;
    for (AddressAxis.Segment segment : layout.axis().segments()) {
      int at = cell(segment.from() / layout.axis().width());
      String address = Long.toHexString(segment.range().start());
      if (segment.kind() != AddressAxis.Kind.CUT
          && at >= free
          && at + address.length() <= columns) {
        address.getChars(0, address.length(), cells, at);
        free = at + address.length() + 1;
      }
    }
    return cells;
  }

  private char[] axis() {
    char[] cells = blank();
    for (AddressAxis.Segment segment : layout.axis().segments()) {
      int from = cell(segment.from() / layout.axis().width());
      int to = Math.max(from + 1, cell(segment.to() / layout.axis().width()));
      boolean cut = segment.kind() == AddressAxis.Kind.CUT;
      Arrays.fill(cells, from, Math.min(columns, to), cut ? '/' : '-');
      if (!cut && from < columns) {
        cells[from] = '|';
      }
    }
    return cells;
  }

  private char[] lane(Strip strip, int lane) {
    char[] cells = blank();
    List<Block> blocks = strip.blocks().stream().filter(b -> b.lane() == lane).toList();
    for (Block block : blocks) {
      int from = Math.min(columns - 1, cell(block.from()));
      int to = Math.min(columns, Math.max(from + 1, cell(block.to())));
      if (cells[from] == ']' && from + 1 < to) {
        from++;
      }
      draw(cells, from, to, block);
    }
    return cells;
  }

  private static void draw(char[] cells, int from, int to, Block block) {
    if (to - from < 3) {
      for (int i = from; i < to; i++) {
        cells[i] = shared(cells[i], fill(block, 0));
      }
      return;
    }
    cells[from] = '[';
    cells[to - 1] = ']';
    int inside = to - from - 2;
    for (int i = 0; i < inside; i++) {
      cells[from + 1 + i] = fill(block, (i + 0.5) / inside);
    }
    String label = fitted(Printable.of(block.label()), inside);
    int at = from + 1 + (inside - label.length()) / 2;
    label.getChars(0, label.length(), cells, at);
  }

  private static String fitted(String label, int room) {
    if (label.isEmpty()) {
      return label;
    }
    if (label.length() + 2 <= room) {
      return " " + label + " ";
    }
    return label.length() <= room ? label : room >= 6 ? label.substring(0, room - 1) + "~" : "";
  }

  private static char fill(Block block, double share) {
    if (block.letter().isEmpty()) {
      return '=';
    }
    boolean lost = block.lost() > 0 && share >= 1 - block.lost();
    return lost ? LOST : block.letter().charAt(0);
  }

  private static char shared(char before, char now) {
    return before == ' ' || before == now ? now : before == LOST || now == LOST ? LOST : SEVERAL;
  }

  private int cell(double share) {
    return (int) Math.round(share * columns);
  }

  private char[] blank() {
    char[] cells = new char[columns];
    Arrays.fill(cells, ' ');
    return cells;
  }
}
