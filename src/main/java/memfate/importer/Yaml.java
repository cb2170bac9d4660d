package memfate.importer;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import memfate.iomem.AddressRange;
import org.jspecify.annotations.Nullable;

/** A value of a description that is about to be written. */
sealed interface Yaml {

  /** A scalar, as it is written. */
  record Word(String written) implements Yaml {}

  /** Text of several lines. */
  record Lines(String text) implements Yaml {}

  /** A list. */
  record Items(List<? extends Yaml> items) implements Yaml {}

  /** A mapping; what says nothing beyond its default is left out. */
  final class Row implements Yaml {
    private final Map<String, Yaml> entries = new LinkedHashMap<>();
    private final boolean block;

    private Row(boolean block) {
      this.block = block;
    }

    /** Returns a mapping in braces. */
    static Row flow() {
      return new Row(false);
    }

    /** Returns a mapping with a line for each of its keys. */
    static Row block() {
      return new Row(true);
    }

    Map<String, Yaml> entries() {
      return entries;
    }

    boolean isBlock() {
      return block;
    }

    boolean isEmpty() {
      return entries.isEmpty();
    }

    Row put(String key, Yaml value) {
      entries.put(key, value);
      return this;
    }

    Row word(String key, String written) {
      return put(key, new Word(written));
    }

    /** Adds a text that is not empty. */
    Row text(String key, String text) {
      return text.isEmpty() ? this : put(key, Yaml.text(text));
    }

    /** Adds a text that is not empty, in quotes whatever it looks like. */
    Row quoted(String key, String text) {
      return text.isEmpty() ? this : word(key, Yaml.quoted(text));
    }

    Row flag(String key, @Nullable Boolean flag, @Nullable Boolean fallback) {
      return flag == null || flag.equals(fallback) ? this : word(key, flag.toString());
    }

    /** Adds an unsigned number. */
    Row number(String key, long number, long fallback) {
      return number == fallback ? this : word(key, Long.toUnsignedString(number));
    }

    Row hex(String key, long number) {
      return word(key, Yaml.hex(number));
    }

    Row size(String key, long bytes, long fallback) {
      return bytes == fallback ? this : word(key, Yaml.size(bytes));
    }

    /** Adds a range; one that looks like the zeros of a masked listing in another spelling. */
    Row range(AddressRange range) {
      return range.start() == 0 && range.end() == 0
          ? word("base", "0").word("size", "1")
          : word("range", Yaml.range(range));
    }

    /** Adds a list that is not empty. */
    <T> Row list(String key, List<T> values, Function<T, Yaml> value) {
      return values.isEmpty() ? this : put(key, new Items(values.stream().map(value).toList()));
    }

    /** Adds a list of texts that is not empty. */
    Row texts(String key, List<String> texts) {
      return list(key, texts, Yaml::text);
    }

    /** Adds a mapping of texts that is not empty. */
    Row texts(String key, Row below, Map<String, String> texts) {
      texts.forEach((name, text) -> below.put(name, Yaml.text(text)));
      return row(key, below);
    }

    /** Adds a mapping that is not empty. */
    Row row(String key, Row row) {
      return row.isEmpty() ? this : put(key, row);
    }
  }

  Pattern PLAIN = Pattern.compile("[A-Za-z_][A-Za-z0-9_./+@-]*");
  Set<String> WORDS_OF_YAML = Set.of("true", "false", "yes", "no", "on", "off", "null", "y", "n");

  /** Returns a text in quotes where YAML, or another reader of it, asks for them. */
  static Word text(String text) {
    boolean plain =
        PLAIN.matcher(text).matches() && !WORDS_OF_YAML.contains(text.toLowerCase(Locale.ROOT));
    return new Word(plain ? text : quoted(text));
  }

  /** Returns a text in double quotes. */
  static String quoted(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    text.codePoints()
        .forEach(
            c -> {
              if (c == '"' || c == '\\') {
                quoted.append('\\').appendCodePoint(c);
              } else if (c == '\n') {
                quoted.append("\\n");
              } else if (isPrintable(c)) {
                quoted.appendCodePoint(c);
              } else {
                quoted.append(c > 0xffff ? "\\U%08x".formatted(c) : "\\u%04x".formatted(c));
              }
            });
    return quoted.append('"').toString();
  }

  /** Returns whether a character shows as itself, in YAML and to a person. */
  static boolean isPrintable(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE,
          Character.UNASSIGNED ->
          false;
      default -> true;
    };
  }

  static Word word(long number) {
    return new Word(Long.toUnsignedString(number));
  }

  static String hex(long number) {
    return "0x%x".formatted(number);
  }

  static String range(AddressRange range) {
    return "0x%x-0x%x".formatted(range.start(), range.end());
  }

  /** Writes whole units, else bytes. */
  static String size(long bytes) {
    String[] units = {"TiB", "GiB", "MiB"};
    for (int i = 0; i < units.length; i++) {
      long unit = 1L << (40 - 10 * i);
      if (bytes > 0 && bytes % unit == 0) {
        return bytes / unit + units[i];
      }
    }
    return bytes >= 0 && bytes < 0x10000 ? String.valueOf(bytes) : hex(bytes);
  }
}
