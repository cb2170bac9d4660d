package memfate.importer;

import java.util.ArrayList;
import java.util.List;

/** Words of a kernel command line. */
public final class CommandLine {
  private CommandLine() {}

  /**
   * One word, without its quotes.
   *
   * @param text {@code name=value} or a flag
   * @param column where it starts in the line, 1-based
   */
  public record Word(String text, int column) {

    /** Returns what stands before the first {@code =}. */
    public String name() {
      int equals = text.indexOf('=');
      return equals < 0 ? text : text.substring(0, equals);
    }

    /** Returns what stands behind it, empty when there is none. */
    public String value() {
      int equals = text.indexOf('=');
      return equals < 0 ? "" : text.substring(equals + 1);
    }
  }

  /** Splits as the kernel's {@code next_arg()} does: double quotes hold blanks together. */
  public static List<Word> words(String line) {
    List<Word> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    boolean quoted = false;
    int start = 0;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      boolean between = Character.isWhitespace(c) && !quoted;
      if (c == '"') {
        quoted = !quoted;
      } else if (!between) {
        word.append(c);
      }
      if (between) {
        add(words, word.toString(), start);
        word.setLength(0);
        start = i + 1;
      }
    }
    add(words, word.toString().stripTrailing(), start);
    return words;
  }

  private static void add(List<Word> words, String text, int start) {
    if (!text.isEmpty()) {
      words.add(new Word(text, start + 1));
    }
  }
}
