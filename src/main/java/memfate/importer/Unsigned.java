package memfate.importer;

/** Unsigned 64-bit numbers as people and tools write them. */
public final class Unsigned {
  private static final String TOO_BIG_HELP = "the largest number is 0xffffffffffffffff";

  private Unsigned() {}

  /** Reads a decimal number, or a hexadecimal one after {@code 0x}. */
  public static long parse(String text) throws ScalarException {
    String word = text.strip();
    if (isHexLiteral(word)) {
      return parseHex(word.substring(2), word);
    }
    if (isDigits(word, 10)) {
      refuseOctal(word);
      return parseDigits(word, 10, word);
    }
    throw notANumber(word);
  }

  /** Reads an address: as {@link #parse}, or bare hexadecimal digits with a letter among them. */
  public static long parseAddress(String text) throws ScalarException {
    String word = text.strip();
    return isDigits(word, 16) && !isDigits(word, 10) ? parseHex(word, word) : parse(word);
  }

  /** Reads one end of a range, where bare digits are hexadecimal as in {@code /proc/iomem}. */
  public static long parseRangeEnd(String text) throws ScalarException {
    return isHexLiteral(text) ? parseHex(text.substring(2), text) : parseHex(text, text);
  }

  private static boolean isHexLiteral(String word) {
    return word.length() > 2
        && word.charAt(0) == '0'
        && (word.charAt(1) == 'x' || word.charAt(1) == 'X')
        && isDigits(word.substring(2), 16);
  }

  private static long parseHex(String digits, String whole) throws ScalarException {
    return parseDigits(digits, 16, whole);
  }

  private static long parseDigits(String digits, int radix, String whole) throws ScalarException {
    try {
      return Long.parseUnsignedLong(digits, radix);
    } catch (NumberFormatException e) {
      throw new ScalarException(shorten(whole) + " does not fit in 64 bits", TOO_BIG_HELP);
    }
  }

  private static void refuseOctal(String word) throws ScalarException {
    if (word.length() > 1 && word.charAt(0) == '0') {
      String bare = word.replaceFirst("^0+(?=.)", "");
      throw new ScalarException(
          shorten(word) + " has a leading zero, which some YAML readers take for octal",
          "write %s for decimal, or 0x%s for hexadecimal".formatted(shorten(bare), shorten(bare)));
    }
  }

  private static ScalarException notANumber(String word) {
    if (word.length() > 1 && word.charAt(0) == '-' && isDigits(word.substring(1), 10)) {
      return new ScalarException(shorten(word) + " is negative", "numbers here are unsigned");
    }
    if (isDigits(word, 16)) {
      return new ScalarException(
          "'%s' is not a decimal number".formatted(shorten(word)),
          "write 0x%s if it is hexadecimal".formatted(shorten(word)));
    }
    return new ScalarException(
        "'%s' is not a number".formatted(shorten(word)), "write 4096 or 0x1000");
  }

  public static boolean isDigits(String word, int radix) {
    return !word.isEmpty() && word.chars().allMatch(c -> c < 128 && Character.digit(c, radix) >= 0);
  }

  /** Cuts a value that would make a message unreadable. */
  public static String shorten(String text) {
    return text.length() <= 60 ? text : text.substring(0, 57) + "...";
  }
}
