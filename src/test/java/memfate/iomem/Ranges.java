package memfate.iomem;

/** Ranges and addresses as tests write them: hex digits without a prefix. */
final class Ranges {

  private Ranges() {}

  static AddressRange range(String text) {
    String[] ends = text.split("-");
    return new AddressRange(hex(ends[0]), hex(ends[1]));
  }

  static long hex(String text) {
    return Long.parseUnsignedLong(text, 16);
  }
}
