package memfate.cli;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One {@code -o FORMAT[=FILE]}.
 *
 * @param <F> the formats that there are
 * @param file file name, empty for standard output
 */
record Wish<F extends Enum<F>>(F format, String file) {

  /** Returns the words of the command line for some formats, as help and errors list them. */
  static <F extends Enum<F>> String words(Class<F> formats) {
    return Stream.of(formats.getEnumConstants()).map(Wish::word).collect(Collectors.joining(", "));
  }

  /** Returns the word of the command line. */
  static String word(Enum<?> format) {
    return format.name().toLowerCase(Locale.ROOT);
  }

  /** Returns the files that reports are written to. */
  static <F extends Enum<F>> List<Path> files(List<Wish<F>> wishes) {
    return wishes.stream()
        .filter(wish -> !wish.file.isEmpty())
        .map(wish -> Path.of(wish.file).toAbsolutePath())
        .toList();
  }

  /**
   * Reads an option's value.
   *
   * @throws IllegalArgumentException if it makes no sense
   */
  static <F extends Enum<F>> Wish<F> parse(String text, Class<F> formats) {
    int equals = text.indexOf('=');
    String format = equals < 0 ? text : text.substring(0, equals);
    String file = equals < 0 ? "" : text.substring(equals + 1);
    if (equals >= 0 && file.isEmpty()) {
      throw new IllegalArgumentException("-o %s names no file".formatted(text));
    }
    for (F known : formats.getEnumConstants()) {
      if (word(known).equals(format)) {
        return new Wish<>(known, file.equals("-") ? "" : file);
      }
    }
    throw new IllegalArgumentException(
        "there is no format '%s'; there are %s".formatted(format, words(formats)));
  }

  /**
   * Returns what the values ask for: the first format on standard output when they are none.
   *
   * @throws IllegalArgumentException if two reports would share a place
   */
  static <F extends Enum<F>> List<Wish<F>> parseAll(List<String> texts, Class<F> formats) {
    if (texts.isEmpty()) {
      return List.of(new Wish<>(formats.getEnumConstants()[0], ""));
    }
    Set<String> files = new HashSet<>();
    List<Wish<F>> wishes = texts.stream().map(text -> parse(text, formats)).toList();
    for (Wish<F> wish : wishes) {
      if (!files.add(wish.file)) {
        throw new IllegalArgumentException(
            wish.file.isEmpty()
                ? "two reports cannot share standard output; give one a file, as in -o jsonl=FILE"
                : "two reports cannot share the file '%s'".formatted(wish.file));
      }
    }
    return wishes;
  }
}
