package memfate.iomem;

import org.jspecify.annotations.Nullable;

/**
 * A physical address range, inclusive at both ends.
 *
 * @param start first address, unsigned
 * @param end last address, unsigned; never below {@code start}
 */
public record AddressRange(long start, long end) implements Comparable<AddressRange> {

  /** The whole 64-bit address space. Its {@link #size()} is 0, because 2^64 does not fit. */
  public static final AddressRange ALL = new AddressRange(0, -1L);

  public AddressRange {
    if (Long.compareUnsigned(end, start) < 0) {
      throw new IllegalArgumentException(
          "range ends at 0x%x, before its start 0x%x".formatted(end, start));
    }
  }

  /**
   * Returns the range of {@code size} bytes from {@code start}; {@code ofSize(0, 0)} is {@link
   * #ALL}.
   *
   * @throws IllegalArgumentException if the range would be empty or run past the last address
   */
  public static AddressRange ofSize(long start, long size) {
    long end = start + size - 1;
    if (Long.compareUnsigned(end, start) < 0) {
      throw new IllegalArgumentException(
          "no range starts at 0x%x with a size of 0x%x".formatted(start, size));
    }
    return new AddressRange(start, end);
  }

  /** Returns the number of bytes, modulo 2^64: 0 for {@link #ALL} ({@code resource_size}). */
  public long size() {
    return end - start + 1;
  }

  /** Returns whether the two ranges share at least one address ({@code resource_overlaps}). */
  public boolean overlaps(AddressRange other) {
    return Long.compareUnsigned(start, other.end) <= 0
        && Long.compareUnsigned(end, other.start) >= 0;
  }

  /** Returns whether every address of {@code other} is in this range. */
  public boolean contains(AddressRange other) {
    return contains(other.start) && contains(other.end);
  }

  /** Returns whether {@code address}, unsigned, is in this range. */
  public boolean contains(long address) {
    return Long.compareUnsigned(start, address) <= 0 && Long.compareUnsigned(address, end) <= 0;
  }

  /** Returns what both ranges share, null if nothing ({@code resource_intersection}). */
  public @Nullable AddressRange intersection(AddressRange other) {
    return overlaps(other)
        ? new AddressRange(Unsigned.max(start, other.start), Unsigned.min(end, other.end))
        : null;
  }

  /** Returns what of this range lies below the start of another, or null for nothing. */
  public @Nullable AddressRange before(AddressRange other) {
    return Long.compareUnsigned(start, other.start) >= 0
        ? null
        : new AddressRange(start, contains(other.start) ? other.start - 1 : end);
  }

  /** Returns what of this range lies above the end of another, or null for nothing. */
  public @Nullable AddressRange after(AddressRange other) {
    return Long.compareUnsigned(end, other.end) <= 0
        ? null
        : new AddressRange(contains(other.end) ? other.end + 1 : start, end);
  }

  /**
   * Returns the range that both ranges make up together, null if they share no address; adjacent
   * ranges share none ({@code resource_union}).
   */
  public @Nullable AddressRange union(AddressRange other) {
    return overlaps(other)
        ? new AddressRange(Unsigned.min(start, other.start), Unsigned.max(end, other.end))
        : null;
  }

  /**
   * Returns the largest range inside this one of which start and size are multiples of {@code
   * alignment}, null if there is none.
   *
   * @param alignment in bytes, a power of two
   */
  public @Nullable AddressRange alignInward(long alignment) {
    long mask = maskOf(alignment);
    long first = (start + mask) & ~mask;
    // The address after the last one: 0 stands for 2^64 when this range reaches the top.
    long next = (end + 1) & ~mask;
    boolean startRanPastTheTop = first == 0 && start != 0;
    boolean nothingBelowNext = next == 0 && end != -1L;
    if (startRanPastTheTop || nothingBelowNext || Long.compareUnsigned(first, next - 1) > 0) {
      return null;
    }
    return new AddressRange(first, next - 1);
  }

  /**
   * Returns whether start and size are both multiples of {@code alignment}.
   *
   * @param alignment in bytes, a power of two
   */
  public boolean isAligned(long alignment) {
    long mask = maskOf(alignment);
    return (start & mask) == 0 && (size() & mask) == 0;
  }

  /** Orders by start, then by end, unsigned. */
  @Override
  public int compareTo(AddressRange other) {
    int byStart = Long.compareUnsigned(start, other.start);
    return byStart != 0 ? byStart : Long.compareUnsigned(end, other.end);
  }

  /** Returns the range as {@code /proc/iomem} prints it: {@code 00001000-284fffffff}. */
  @Override
  public String toString() {
    return "%08x-%08x".formatted(start, end);
  }

  /** Returns the range as {@code %pr} prints a memory resource: {@code [mem 0x00001000-...]}. */
  public String toKernelString() {
    return "[mem 0x%08x-0x%08x]".formatted(start, end);
  }

  private static long maskOf(long alignment) {
    if (Long.bitCount(alignment) != 1) {
      throw new IllegalArgumentException(
          "alignment 0x%x is not a power of two".formatted(alignment));
    }
    return alignment - 1;
  }

  /**
   * Mixes all bits: ranges of memory begin and end at round addresses, which the usual hash of a
   * record throws together.
   */
  @Override
  public int hashCode() {
    long mixed = (start * 0x9e3779b97f4a7c15L + end) * 0xbf58476d1ce4e5b9L;
    return (int) (mixed ^ mixed >>> 32);
  }
}
