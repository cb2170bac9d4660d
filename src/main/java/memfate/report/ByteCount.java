package memfate.report;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import memfate.iomem.AddressRange;

/** Numbers of bytes, which may be 2^64 and more, in words. */
final class ByteCount {
  private static final List<String> UNITS = List.of("bytes", "KiB", "MiB", "GiB", "TiB", "PiB");
  private static final int DECIMALS = 3;

  private ByteCount() {}

  static BigInteger of(AddressRange range) {
    return of(range.end()).subtract(of(range.start())).add(BigInteger.ONE);
  }

  /** Returns the number that {@code unsigned} stands for. */
  static BigInteger of(long unsigned) {
    BigInteger value = BigInteger.valueOf(unsigned);
    return value.signum() < 0 ? value.add(BigInteger.ONE.shiftLeft(Long.SIZE)) : value;
  }

  /**
   * Returns the number in the largest binary unit that gives it exactly with at most three
   * decimals: {@code 128 GiB}, {@code 16.25 GiB}, {@code 4095 bytes}.
   */
  static String inWords(BigInteger bytes) {
    for (int unit = UNITS.size() - 1; unit > 0; unit--) {
      BigInteger scale = BigInteger.ONE.shiftLeft(10 * unit);
      BigInteger[] thousandths = bytes.multiply(BigInteger.valueOf(1000)).divideAndRemainder(scale);
      if (bytes.compareTo(scale) >= 0 && thousandths[1].signum() == 0) {
        BigDecimal number = new BigDecimal(thousandths[0], DECIMALS).stripTrailingZeros();
        return number.toPlainString() + " " + UNITS.get(unit);
      }
    }
    return bytes.equals(BigInteger.ONE) ? "1 byte" : bytes + " bytes";
  }

  /** Returns {@code 96 GiB of 128 GiB}. */
  static String share(BigInteger part, BigInteger whole) {
    return inWords(part) + " of " + inWords(whole);
  }

  /** Returns the number as records write it: {@code 0x2000000000}. */
  static String hex(BigInteger bytes) {
    return "0x" + bytes.toString(16);
  }
}
