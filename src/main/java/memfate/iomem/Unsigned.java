package memfate.iomem;

/** Comparisons of unsigned 64-bit numbers, which the JDK spells out at greater length. */
final class Unsigned {

  private Unsigned() {}

  static boolean less(long a, long b) {
    return Long.compareUnsigned(a, b) < 0;
  }

  static long min(long a, long b) {
    return less(a, b) ? a : b;
  }

  static long max(long a, long b) {
    return less(a, b) ? b : a;
  }
}
