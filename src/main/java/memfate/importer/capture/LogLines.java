package memfate.importer.capture;

import java.util.Iterator;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The messages of a kernel log: prefixes off, lines joined that a mail broke where that is evident.
 */
final class LogLines {
  private static final int MOST_PARTS = 4;

  /** Mails break at 72 to 80 columns; what is much longer was not broken. */
  private static final int MAIL_WIDTH = 72;

  private static final int WIDEST_MAIL = 100;
  private static final int LONGEST_TYPE = 24;
  private static final Set<String> TYPES =
      Set.of(
          "usable",
          "reserved",
          "soft",
          "ACPI",
          "persistent",
          "unusable",
          "type",
          "System",
          "device",
          "Soft");

  private LogLines() {}

  /** Hands over the messages from line {@code from} on. */
  static void forEach(Artifact artifact, int from, Consumer<LogLine> consumer) {
    @Nullable LogLine pending = null;
    Iterator<String> lines = artifact.text().lines().iterator();
    for (int number = 1; lines.hasNext(); number++) {
      String raw = lines.next();
      if (number < from) {
        continue;
      }
      LogLine next = LogPrefix.strip(raw, number);
      String between = pending == null ? null : between(pending, next);
      if (pending != null && between != null) {
        pending = pending.joined(between, next);
        continue;
      }
      if (pending != null) {
        consumer.accept(pending);
      }
      pending = next;
    }
    if (pending != null) {
      consumer.accept(pending);
    }
  }

  /** Returns what to put between two parts of one message, or null if they are two messages. */
  private static @Nullable String between(LogLine line, LogLine next) {
    if (next.stamped() || next.text().isEmpty() || line.parts() >= MOST_PARTS) {
      return null;
    }
    if (isOpen(line.text())) {
      return next.text().indexOf(']') < 0 && next.text().indexOf(')') < 0
          ? null
          : line.text().endsWith("-") ? "" : " ";
    }
    return isUntyped(line.text(), next.text()) || isBroken(line, next) ? " " : null;
  }

  /** Returns whether a line ends within {@code [mem 0x..-0x..]}. */
  private static boolean isOpen(String text) {
    int open = text.lastIndexOf('[');
    return open > Math.max(text.lastIndexOf(']'), text.lastIndexOf(')'))
        && (text.startsWith("[mem", open) || text.startsWith("range=[", Math.max(0, open - 6)));
  }

  /** Returns whether the type of a memory map's entry stands on the next line. */
  private static boolean isUntyped(String text, String next) {
    boolean entry = text.startsWith("BIOS-e820: [mem") || text.startsWith("user: [mem");
    int blank = next.indexOf(' ');
    return entry
        && text.endsWith("]")
        && next.length() <= LONGEST_TYPE
        && TYPES.contains(blank < 0 ? next : next.substring(0, blank));
  }

  /** Returns whether the first word of the next line had no room on a line of a mail. */
  private static boolean isBroken(LogLine line, LogLine next) {
    int blank = next.text().indexOf(' ');
    int word = blank < 0 ? next.text().length() : blank;
    return line.stamped()
        && line.width() <= WIDEST_MAIL
        && next.width() <= MAIL_WIDTH
        && line.width() + 1 + word > MAIL_WIDTH
        && "$#.-".indexOf(next.text().charAt(0)) < 0;
  }
}
