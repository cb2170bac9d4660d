package memfate.iomem;

import java.util.function.ObjIntConsumer;

/** Renders a tree as text. */
final class IomemPrinter {

  private IomemPrinter() {}

  /**
   * Renders what is below {@code root} as {@code /proc/iomem} does ({@code r_show}): addresses of
   * at least eight digits, four if the root ends below 64 KiB, and two spaces for each level up to
   * {@code maxLevel}.
   */
  static String iomem(Resource root, int maxLevel) {
    if (maxLevel < 0) {
      throw new IllegalArgumentException("no tree has a level of %d".formatted(maxLevel));
    }
    int digits = Unsigned.less(root.end, 0x1_0000) ? 4 : 8;
    StringBuilder text = new StringBuilder();
    forEachBelow(
        root,
        (resource, level) -> {
          text.append("  ".repeat(Math.min(level, maxLevel)));
          appendHex(text, resource.start, digits);
          text.append('-');
          appendHex(text, resource.end, digits);
          text.append(" : ").append(resource.name()).append('\n');
        });
    return text.toString();
  }

  /** Renders all of {@code root}; no two different trees give the same text. */
  static String canonical(Resource root) {
    StringBuilder text = new StringBuilder();
    appendCanonical(text, root, 0);
    forEachBelow(root, (resource, level) -> appendCanonical(text, resource, level + 1));
    return text.toString();
  }

  private static void appendCanonical(StringBuilder text, Resource resource, int level) {
    text.append(level).append(' ').append(Long.toHexString(resource.start));
    text.append('-').append(Long.toHexString(resource.end));
    text.append(' ').append(Long.toHexString(resource.flags()));
    text.append(' ').append(resource.descriptor().code());
    // The length keeps a line break in a name from looking like another resource.
    text.append(' ').append(resource.name().length()).append(' ').append(resource.name());
    text.append('\n');
  }

  private static void appendHex(StringBuilder text, long number, int digits) {
    String hex = Long.toHexString(number);
    text.append("0".repeat(Math.max(0, digits - hex.length()))).append(hex);
  }

  private static void forEachBelow(Resource root, ObjIntConsumer<Resource> visitor) {
    int level = -1;
    Resource previous = root;
    for (Resource at = root.nextInPreOrder(root); at != null; at = at.nextInPreOrder(root)) {
      level += levelsDown(previous, at);
      visitor.accept(at, level);
      previous = at;
    }
  }

  private static int levelsDown(Resource from, Resource next) {
    int levels = 1;
    for (Resource at = from; at != null && at != next.parent; at = at.parent) {
      levels--;
    }
    return levels;
  }
}
