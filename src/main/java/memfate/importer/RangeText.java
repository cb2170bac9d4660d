package memfate.importer;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import memfate.iomem.AddressRange;

/**
 * Address ranges in the forms that tools print: {@code 0x1000-0x1fff}, {@code
 * c080000000-c47fffffff} (/proc/iomem), {@code [mem 0x1000-0x1fff flags 0x200]} (dmesg), {@code
 * 0x1000 + 0x1000} (table dumps).
 */
public final class RangeText {
  private static final String ADDRESS = "((?:0[xX])?[0-9a-fA-F]{1,64})";
  private static final Pattern ENDS = Pattern.compile(ADDRESS + "\\s*-\\s*" + ADDRESS);
  private static final Pattern PRINTED =
      Pattern.compile(
          "\\[mem\\s+" + ADDRESS + "\\s*-\\s*" + ADDRESS + "(?:\\s[^\\[\\]]*)?\\].{0,200}");
  private static final Pattern SUM = Pattern.compile(ADDRESS + "\\s*\\+\\s*([^+]{1,80})");
  private static final String FORMS =
      "write 0x1000-0x1fff, c080000000-c47fffffff, [mem 0x1000-0x1fff] or 0x1000 + 0x1000";

  private RangeText() {}

  public static AddressRange parse(String text) throws ScalarException {
    String word = text.strip();
    for (Pattern pattern : new Pattern[] {ENDS, PRINTED}) {
      Matcher matcher = pattern.matcher(word);
      if (matcher.matches()) {
        return ends(matcher.group(1), matcher.group(2));
      }
    }
    Matcher sum = SUM.matcher(word);
    if (sum.matches()) {
      return ofSize(Unsigned.parseAddress(sum.group(1)), SizeText.parse(sum.group(2)));
    }
    throw notARange(word);
  }

  /** Returns the range of {@code size} bytes from {@code base}, both unsigned. */
  public static AddressRange ofSize(long base, long size) throws ScalarException {
    if (size == 0) {
      throw new ScalarException(
          "range at 0x%x has no bytes".formatted(base), "give a size above 0");
    }
    long end = base + size - 1;
    if (Long.compareUnsigned(end, base) < 0) {
      throw new ScalarException(
          "range at 0x%x of 0x%x bytes goes past 2^64".formatted(base, size),
          "the last address is 0xffffffffffffffff");
    }
    return new AddressRange(base, end);
  }

  public static AddressRange of(long start, long end) throws ScalarException {
    return ordered(start, end, Long.toHexString(start), Long.toHexString(end));
  }

  private static AddressRange ends(String first, String last) throws ScalarException {
    long start = Unsigned.parseRangeEnd(first);
    long end = Unsigned.parseRangeEnd(last);
    if (start == 0 && end == 0) {
      throw new ScalarException(
          "range is all zeros, which /proc/iomem prints to users other than root",
          "read /proc/iomem as root");
    }
    return ordered(start, end, bare(first), bare(last));
  }

  private static AddressRange ordered(long start, long end, String first, String last)
      throws ScalarException {
    if (Long.compareUnsigned(end, start) >= 0) {
      return new AddressRange(start, end);
    }
    throw new ScalarException(
        "range ends at 0x%x, before its start 0x%x".formatted(end, start),
        guess(start, first, end, last));
  }

  /** Mails lose a digit ({@code 5d0000000-64ffffff}) or swap the ends. */
  private static String guess(long start, String first, long end, String last) {
    if (last.length() == first.length() - 1 && last.endsWith("f")) {
      long longer = (end << 4) | 0xf;
      if (Long.compareUnsigned(longer, start) > 0) {
        return "a digit of the end seems to be missing: 0x%x?".formatted(longer);
      }
    }
    boolean swapped = (end & 0xfff) == 0 && (start & 0xfff) == 0xfff;
    return swapped ? "the two ends seem to be swapped" : "";
  }

  private static String bare(String address) {
    return address.replaceFirst("^0[xX]", "");
  }

  private static ScalarException notARange(String word) {
    boolean dash = word.indexOf('\u2013') >= 0 || word.indexOf('\u2014') >= 0;
    return new ScalarException(
        "'%s' is not an address range".formatted(Unsigned.shorten(word)),
        dash ? "the dash is a typographic one: write '-'" : FORMS);
  }
}
