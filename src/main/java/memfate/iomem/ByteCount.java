package memfate.iomem;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;

/** Numbers of bytes, which may be 2^64 and more, in words. */
public final class ByteCount {
  private static final List<String> UNITS = List.of("bytes", "KiB", "MiB", "GiB", "TiB", "PiB");
  private static final BigInteger THOUSAND = BigInteger.valueOf(1000);
  private static final BigInteger LONGEST = BigInteger.valueOf(9999);

  private ByteCount() {}

  public static BigInteger of(AddressRange range) {
    return of(range.end()).subtract(of(range.start())).add(BigInteger.ONE);
  }

  /** Returns the number that {@code unsigned} stands for. */
  public static BigInteger of(long unsigned) {
    BigInteger value = BigInteger.valueOf(unsigned);
    return value.signum() < 0 ? value.add(BigInteger.ONE.shiftLeft(Long.SIZE)) : value;
  }

  /** Returns {@link #inWords(BigInteger)} of the number that {@code unsigned} stands for. */
  public static String inWords(long unsigned) {
    return inWords(of(unsigned));
  }

  /**
   * Returns the number in the largest binary unit that gives it exactly with at most three
   * decimals, {@code 128 GiB}, {@code 16.25 GiB}, {@code 4095 bytes}; as a sum when that takes more
   * than four digits before the point, {@code 1042 GiB + 128 KiB}.
   */
  public static String inWords(BigInteger bytes) {
    int exact = UNITS.size() - 1;
    while (exact > 0 && !isExact(bytes, exact)) {
      exact--;
    }
    BigInteger digits = bytes.shiftRight(10 * exact);
    if (digits.compareTo(LONGEST) > 0 && exact < UNITS.size() - 2) {
      int above = exact + 1;
      BigInteger rest = bytes.mod(BigInteger.ONE.shiftLeft(10 * above));
      return inWords(bytes.subtract(rest)) + " + " + inWords(rest);
    }
    if (exact == 0) {
      return bytes.equals(BigInteger.ONE) ? "1 byte" : bytes + " bytes";
    }
    BigDecimal number =
        new BigDecimal(bytes).divide(new BigDecimal(BigInteger.ONE.shiftLeft(10 * exact)));
    return number.stripTrailingZeros().toPlainString() + " " + UNITS.get(exact);
  }

  private static boolean isExact(BigInteger bytes, int unit) {
    BigInteger scale = BigInteger.ONE.shiftLeft(10 * unit);
    return bytes.compareTo(scale) >= 0 && bytes.multiply(THOUSAND).mod(scale).signum() == 0;
  }

  /** Returns {@code 96 GiB of 128 GiB}. */
  public static String share(BigInteger part, BigInteger whole) {
    return inWords(part) + " of " + inWords(whole);
  }

  /** Returns the number as records write it: {@code 0x2000000000}. */
  public static String hex(BigInteger bytes) {
    return "0x" + bytes.toString(16);
  }
}
