package memfate.synth;

/**
 * A stretch of special-purpose memory.
 *
 * @param kind what is behind it
 * @param trouble what is wrong with it
 * @param base first address
 * @param size bytes of each of its parts
 * @param parts devices behind it, or ranges of high-bandwidth memory
 * @param first number of its first device and host bridge: they count alike
 * @param pxm proximity domain
 */
record Slot(Kind kind, Trouble trouble, long base, long size, int parts, int first, int pxm) {

  /** What is behind a stretch of memory. */
  enum Kind {
    /** High-bandwidth memory of a processor: no window. */
    HBM,
    /** One device in a window. */
    SINGLE,
    /** One region over several devices. */
    INTERLEAVED,
    /** Several devices in one window, a range and a region each. */
    SHARED,
    /** One range over two windows. */
    STRADDLING
  }

  /** What firmware did not do, or did wrong. None makes a description longer. */
  enum Trouble {
    NONE,
    /** The last device has no committed decoder. */
    NO_DECODER,
    /** The last device is not there. */
    NO_DEVICE,
    /** The last decoder covers half of what it should. */
    SHORT_DECODER,
    /** SRAT does not name it. */
    NO_NODE,
    /** The range ends off the alignment of dax. */
    UNALIGNED,
    /** The last decoder has another granularity than its window. */
    GRANULARITY
  }

  boolean isCxl() {
    return kind != Kind.HBM;
  }

  /** Returns how many Soft Reserved ranges it has. */
  int ranges() {
    return rangeIsPart() ? parts : 1;
  }

  private boolean rangeIsPart() {
    return kind == Kind.SHARED || kind == Kind.HBM;
  }

  int windows() {
    return kind == Kind.STRADDLING ? parts : isCxl() ? 1 : 0;
  }

  int bridges() {
    return kind == Kind.SHARED ? 1 : isCxl() ? parts : 0;
  }

  long windowSize() {
    return kind == Kind.STRADDLING ? size : parts * size;
  }

  long rangeSize() {
    return rangeIsPart() ? size : parts * size;
  }

  /** Returns the first address of what a device's decoder covers. */
  long decoderBase(int part) {
    return kind == Kind.INTERLEAVED ? base : base + part * size;
  }

  long decoderSize() {
    return kind == Kind.INTERLEAVED ? parts * size : size;
  }

  long end() {
    return base + parts * size;
  }
}
