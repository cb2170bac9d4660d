package memfate.importer.capture;

import java.util.Set;
import java.util.regex.Pattern;

/**
 * What different tools put before a kernel message: {@code [ 0.000000] }, {@code [ T123] }, {@code
 * <6>}, {@code [Mon Nov 23 10:00:00 2026] } ({@code dmesg -T}), {@code kern :info : } ({@code dmesg
 * -x}), {@code Nov 23 10:00:00 host kernel: } (journals), {@code 6,339,5140900,-;} (/dev/kmsg),
 * {@code > } (mails), the colours of terminals, in any combination.
 */
final class LogPrefix {
  /** A longer line is cut: no kernel message is this long, and nobody can read one. */
  static final int LONGEST_LINE = 16 << 10;

  private static final int MOST_PARTS = 8;
  private static final int LONGEST_BRACKET = 48;
  private static final int LONGEST_HEADER = 160;

  /** {@code dmesg -T} writes the names of days and months in the user's language. */
  private static final Pattern CLOCK = Pattern.compile("\\b\\d\\d:\\d\\d:\\d\\d\\b");

  /** {@code dmesg --color} and serial consoles colour the parts of a line. */
  private static final Pattern ESCAPE = Pattern.compile("\u001b\\[[0-9;?]{0,16}[A-Za-z]");

  private static final String KERNEL = "kernel:";
  private static final Set<String> DATE_WORDS =
      Set.of(
          "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec", "Mon",
          "Tue", "Wed", "Thu", "Fri", "Sat", "Sun");
  private static final Set<String> FACILITIES = Set.of("kern", "user", "daemon", "syslog");

  private final String raw;
  private int at;
  private double time = Double.NaN;
  private boolean stamped;

  private LogPrefix(String raw) {
    this.raw = raw;
  }

  static LogLine strip(String line, int number) {
    String cut = line.length() > LONGEST_LINE ? line.substring(0, LONGEST_LINE) : line;
    LogPrefix prefix = new LogPrefix(printable(cut));
    prefix.skipQuotes();
    for (int i = 0; i < MOST_PARTS && prefix.skipPart(); i++) {
      prefix.skipBlanks();
    }
    String text = prefix.raw.substring(prefix.at).strip();
    int width = prefix.raw.length();
    return new LogLine(prefix.time, prefix.stamped, text, number, prefix.at + 1, width, 1);
  }

  /** Takes out what a terminal would not show; columns are counted without it. */
  private static String printable(String line) {
    String text = line.indexOf('\0') < 0 ? line : line.replace("\0", "");
    return text.indexOf('\u001b') < 0 ? text : ESCAPE.matcher(text).replaceAll("");
  }

  private void skipQuotes() {
    at = raw.startsWith("\ufeff") ? 1 : 0;
    for (int i = at; i < raw.length() && (raw.charAt(i) == '>' || isBlank(i)); i++) {
      at = raw.charAt(i) == '>' ? i + 1 : at;
    }
    skipBlanks();
  }

  private void skipBlanks() {
    while (at < raw.length() && isBlank(at)) {
      at++;
    }
  }

  private boolean isBlank(int i) {
    char c = raw.charAt(i);
    return c == ' ' || c == '\t' || c == '\u00a0';
  }

  private boolean skipPart() {
    if (at >= raw.length()) {
      return false;
    }
    char c = raw.charAt(at);
    return switch (c) {
      case '[' -> skipBracket();
      case '<' -> skipLevel();
      default -> isDigit(c) && skipRecordHeader() || skipFacility() || skipJournalHeader();
    };
  }

  /** {@code <6>}. */
  private boolean skipLevel() {
    int end = raw.indexOf('>', at);
    if (end < at + 2 || end > at + 5 || !isDigits(at + 1, end)) {
      return false;
    }
    at = end + 1;
    return true;
  }

  private boolean skipBracket() {
    int end = -1;
    for (int i = at + 1; i < raw.length() && i <= at + LONGEST_BRACKET && end < 0; i++) {
      end = raw.charAt(i) == ']' ? i : -1;
    }
    if (end < 0 || !isStamp(raw.substring(at + 1, end).strip())) {
      return false;
    }
    at = end + 1;
    stamped = true;
    return true;
  }

  /** Returns whether a bracket holds a time, a date or a task, and keeps the time. */
  private boolean isStamp(String inside) {
    if (inside.isEmpty()) {
      return false;
    }
    int relative = inside.indexOf('<');
    String first = relative < 0 ? inside : inside.substring(0, relative).strip();
    if (isTime(first)) {
      time = Double.isNaN(time) ? Double.parseDouble(first) : time;
      return true;
    }
    char c = inside.charAt(0);
    boolean task = (c == 'T' || c == 'C') && inside.length() > 1 && allDigits(inside.substring(1));
    boolean delta = c == '+' && isTime(inside.substring(1).strip());
    return task || delta || isDate(inside) || startsWithIsoDate(inside) || hasClock(inside);
  }

  private static boolean isTime(String word) {
    int dot = word.indexOf('.');
    return dot > 0
        && word.length() < 24
        && allDigits(word.substring(0, dot))
        && allDigits(word.substring(dot + 1));
  }

  private static boolean isDate(String text) {
    return text.length() > 4
        && DATE_WORDS.contains(text.substring(0, 3))
        && (text.charAt(3) == ' ' || isDigit(text.charAt(3)));
  }

  private static boolean hasClock(String text) {
    return CLOCK.matcher(text).find();
  }

  private static boolean startsWithIsoDate(String text) {
    return text.length() > 10
        && allDigits(text.substring(0, 4))
        && text.charAt(4) == '-'
        && allDigits(text.substring(5, 7))
        && text.charAt(7) == '-'
        && allDigits(text.substring(8, 10));
  }

  /** {@code kern :info : } as {@code dmesg -x} prints it. */
  private boolean skipFacility() {
    int first = raw.indexOf(':', at);
    if (first < 0 || first > at + 9 || !FACILITIES.contains(raw.substring(at, first).strip())) {
      return false;
    }
    int second = raw.indexOf(':', first + 1);
    if (second < 0 || second > first + 9) {
      return false;
    }
    at = second + 1;
    return true;
  }

  /** {@code 6,339,5140900,-;} as {@code /dev/kmsg} prints it: the third number is microseconds. */
  private boolean skipRecordHeader() {
    int end = raw.indexOf(';', at);
    if (end < 0 || end > at + 64) {
      return false;
    }
    String[] fields = raw.substring(at, end).split(",", -1);
    if (fields.length < 4 || !allDigits(fields[0]) || !allDigits(fields[2])) {
      return false;
    }
    time = Double.parseDouble(fields[2]) / 1e6;
    stamped = true;
    at = end + 1;
    return true;
  }

  /** {@code Nov 23 10:00:00 host kernel: }, with any date, or none. */
  private boolean skipJournalHeader() {
    String head = raw.substring(at, Math.min(raw.length(), at + LONGEST_HEADER));
    int kernel = kernelWord(head);
    boolean iso = startsWithIsoDate(head);
    boolean unix = isTime(head.substring(0, Math.max(0, head.indexOf(' '))));
    boolean host = stamped && kernel > 0 && head.indexOf(' ') == kernel - 1;
    if (kernel == 0 || kernel > 0 && (host || iso || unix || isDate(head))) {
      at += kernel + KERNEL.length();
      stamped = true;
      return true;
    }
    int blank = head.indexOf(' ');
    if (iso && blank > 10) {
      at += blank;
      stamped = true;
      return true;
    }
    return false;
  }

  private static int kernelWord(String head) {
    int found = head.indexOf(KERNEL);
    boolean word = found == 0 || found > 0 && head.charAt(found - 1) == ' ';
    int end = found + KERNEL.length();
    return word && (end == head.length() || head.charAt(end) == ' ') ? found : -1;
  }

  private boolean isDigits(int from, int to) {
    return allDigits(raw.substring(from, to));
  }

  private static boolean allDigits(String word) {
    return !word.isEmpty() && word.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
