package memfate.importer;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Sizes in bytes: {@code 4096}, {@code 0x1000}, {@code 4KiB}, {@code 4K}, {@code "4.00 GiB (4.29
 * GB)"}.
 */
public final class SizeText {
  private static final Pattern WITH_UNIT =
      Pattern.compile(
          "(?<number>[0-9]{1,20}(?:\\.[0-9]{1,20})?)\\s*(?<unit>[A-Za-z]{1,5})(?:\\s*\\([^()]*\\))?");
  private static final Map<String, Integer> SHIFTS =
      Map.of("b", 0, "k", 10, "m", 20, "g", 30, "t", 40, "p", 50);
  private static final String FORMS =
      "write bytes (4096, 0x1000) or a binary unit (4KiB, 128MiB, 2G)";

  private SizeText() {}

  public static long parse(String text) throws ScalarException {
    String word = text.strip();
    Matcher matcher = WITH_UNIT.matcher(word);
    if (word.startsWith("0x") || word.startsWith("0X") || !matcher.matches()) {
      return plain(word);
    }
    return scale(word, matcher.group("number"), matcher.group("unit"));
  }

  private static long plain(String word) throws ScalarException {
    boolean number = !word.isEmpty() && (Character.isDigit(word.charAt(0)) || word.startsWith("-"));
    if (!number) {
      throw new ScalarException("'%s' is not a size".formatted(Unsigned.shorten(word)), FORMS);
    }
    return Unsigned.parse(word);
  }

  private static long scale(String word, String number, String unit) throws ScalarException {
    String lower = unit.toLowerCase(Locale.ROOT);
    if (lower.matches("[kmgtp]b")) {
      String letter = lower.substring(0, 1).toUpperCase(Locale.ROOT);
      throw new ScalarException(
          "'%s' is ambiguous: %s may mean powers of 1000 or of 1024".formatted(word, unit),
          "write %s%siB for powers of 1024, or plain bytes".formatted(number, letter));
    }
    Integer shift = SHIFTS.get(lower.replaceFirst("(?<=[kmgtp])ib$", ""));
    if (shift == null) {
      throw new ScalarException("'%s' is not a unit of size".formatted(unit), FORMS);
    }
    return exact(
        word, new BigDecimal(number).multiply(new BigDecimal(BigInteger.ONE.shiftLeft(shift))));
  }

  private static long exact(String word, BigDecimal bytes) throws ScalarException {
    BigInteger whole = bytes.toBigInteger();
    if (new BigDecimal(whole).compareTo(bytes) != 0) {
      throw new ScalarException(
          "'%s' is a rounded figure: it is no whole number of bytes".formatted(word),
          "write the exact number of bytes");
    }
    if (whole.bitLength() > 64) {
      throw new ScalarException(
          "'%s' does not fit in 64 bits".formatted(word), "the largest size is 2^64-1 bytes");
    }
    return whole.longValue();
  }
}
