package memfate.importer.acpi;

import java.util.List;
import java.util.stream.IntStream;
import memfate.platform.Cedt.CxlWindow;
import memfate.platform.SourceLocation;

/** What the encoded fields of CFMWS and CXIMS structures stand for. */
final class CxlCodes {
  private static final List<Integer> POWER_OF_TWO_WAYS = List.of(1, 2, 4, 8, 16);
  private static final List<Integer> THREEFOLD_WAYS = List.of(3, 6, 12);
  private static final int FIRST_THREEFOLD = 8;
  private static final int LAST_GRANULARITY = 6;
  private static final List<String> RESTRICTIONS =
      List.of("type2", "type3", "volatile", "pmem", "fixed", "bi");

  private CxlCodes() {}

  /** Returns the number of ways that ENIW stands for, 0 if for none ({@code eiw_to_ways}). */
  static int ways(int eniw) {
    if (eniw >= 0 && eniw < POWER_OF_TWO_WAYS.size()) {
      return POWER_OF_TWO_WAYS.get(eniw);
    }
    int threefold = eniw - FIRST_THREEFOLD;
    return threefold >= 0 && threefold < THREEFOLD_WAYS.size() ? THREEFOLD_WAYS.get(threefold) : 0;
  }

  /** Returns the bytes that HBIG stands for, 0 if for none ({@code eig_to_granularity}). */
  static long granularity(long hbig) {
    return hbig >= 0 && hbig <= LAST_GRANULARITY ? 256L << hbig : 0;
  }

  static String arithmetic(int code) {
    return switch (code) {
      case 0 -> "modulo";
      case 1 -> "xor";
      default -> Integer.toString(code);
    };
  }

  static List<String> restrictions(int bits) {
    return IntStream.range(0, Short.SIZE)
        .filter(bit -> (bits >>> bit & 1) == 1)
        .mapToObj(bit -> bit < RESTRICTIONS.size() ? RESTRICTIONS.get(bit) : "bit" + bit)
        .toList();
  }

  /**
   * A CFMWS as the table encodes it; -1 for what a listing does not tell.
   *
   * @param hbig encoded granularity, 32 bits unsigned
   */
  record Window(
      long base,
      long size,
      int eniw,
      int arithmetic,
      long hbig,
      int restrictions,
      int qtg,
      List<Long> targets,
      int length,
      String reserved,
      SourceLocation at) {

    CxlWindow decoded(int index) {
      int ways = ways(eniw);
      long granularity = granularity(hbig);
      return new CxlWindow(
          index,
          base,
          size,
          ways,
          arithmetic < 0 ? "" : CxlCodes.arithmetic(arithmetic),
          granularity,
          restrictions < 0 ? List.of() : CxlCodes.restrictions(restrictions),
          qtg,
          targets,
          length,
          ways == 0 ? eniw : -1,
          granularity == 0 ? (int) Math.max(-1, Math.min(hbig, Integer.MAX_VALUE)) : -1,
          reserved,
          at);
    }
  }
}
