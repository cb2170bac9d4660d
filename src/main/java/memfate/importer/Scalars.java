package memfate.importer;

import java.util.Locale;

/** Meanings of a single value, apart from numbers, sizes and ranges. */
final class Scalars {

  /** Turns the text of a value into what its key needs. */
  interface Parser<T> {
    T parse(String text) throws ScalarException;
  }

  private Scalars() {}

  static String text(String text) {
    return text;
  }

  static boolean flag(String text) throws ScalarException {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "true", "yes", "on", "y" -> true;
      case "false", "no", "off", "n" -> false;
      default ->
          throw new ScalarException(
              "'%s' is neither true nor false".formatted(Unsigned.shorten(text)),
              "write true or false");
    };
  }

  static int integer(String text) throws ScalarException {
    long value = Unsigned.parse(text);
    if (value < 0 || value > Integer.MAX_VALUE) {
      throw new ScalarException(
          "%s is too large here".formatted(Unsigned.shorten(text)), "the largest is 2147483647");
    }
    return (int) value;
  }

  static double seconds(String text) throws ScalarException {
    if (text.matches("[0-9]{1,12}(\\.[0-9]{1,12})?")) {
      return Double.parseDouble(text);
    }
    throw new ScalarException(
        "'%s' is not a time".formatted(Unsigned.shorten(text)), "write seconds, such as 24.598");
  }

  /** Kconfig values; YAML 1.1 tools turn {@code y} and {@code n} into booleans. */
  static String kconfig(String text) {
    return switch (text) {
      case "true", "True", "yes", "on" -> "y";
      case "false", "False", "no", "off" -> "n";
      default -> text;
    };
  }
}
