package memfate.facts;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Numbers of steps: {@code 0x110000000}, {@code 512MiB}, and what tools take, {@code 512M}. */
final class SizeWord {
  private static final Pattern NUMBER =
      Pattern.compile("(0[xX][0-9a-fA-F]{1,16}|\\d{1,19}) ?([kKmMgGtT]?)(?:[iI]?[bB])?");
  private static final Map<String, Integer> SHIFTS =
      Map.of("", 0, "K", 10, "M", 20, "G", 30, "T", 40);

  private SizeWord() {}

  /** Returns the number; throws {@link NumberFormatException} for what is none. */
  static long parse(String text) {
    Matcher matcher = NUMBER.matcher(text.trim());
    if (!matcher.matches()) {
      throw new NumberFormatException("not a number: " + text);
    }
    String digits = matcher.group(1);
    long number =
        digits.startsWith("0x") || digits.startsWith("0X")
            ? Long.parseUnsignedLong(digits.substring(2), 16)
            : Long.parseUnsignedLong(digits);
    return number << SHIFTS.getOrDefault(matcher.group(2).toUpperCase(java.util.Locale.ROOT), 0);
  }
}
