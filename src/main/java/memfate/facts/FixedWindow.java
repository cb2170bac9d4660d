package memfate.facts;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import memfate.iomem.AddressRange;
import memfate.platform.SourceLocation;
import org.jspecify.annotations.Nullable;

/**
 * A CFMWS entry, as the table has it.
 *
 * @param index place in the table, from 0: decoder0.N
 * @param range addresses, null when base and size make none
 * @param base first address
 * @param size bytes
 * @param ways number of interleave ways
 * @param arithmetic {@code modulo}, {@code xor} or what the table holds
 * @param granularity bytes
 * @param targets host bridge UIDs in interleave order
 * @param restrictions lower case words
 * @param length bytes of the structure, -1 when not told
 * @param eniw encoded ways that stand for no number of ways, -1 otherwise
 * @param hbig encoded granularity that stands for no granularity, -1 otherwise
 * @param reserved reserved bytes that are not zero, as hex, or empty
 */
public record FixedWindow(
    int index,
    @Nullable AddressRange range,
    long base,
    long size,
    int ways,
    String arithmetic,
    long granularity,
    List<Long> targets,
    List<String> restrictions,
    int length,
    int eniw,
    int hbig,
    String reserved,
    SourceLocation at)
    implements Located {

  /** Bytes of a CFMWS entry before its target list. */
  private static final int FIXED_PART = 36;

  private static final Set<Integer> ENCODABLE_WAYS = Set.of(1, 2, 3, 4, 6, 8, 12, 16);

  /** Returns the name of its resource, {@code CXL Window N}. */
  public String name() {
    return "CXL Window " + index;
  }

  /** Returns its addresses as cxl_acpi prints them. */
  public String decodeRange() {
    return "[0x%x - 0x%x]".formatted(base, base + size - 1);
  }

  /** Returns the targets that interleave: the first ones, as many as there are ways. */
  public List<Long> usedTargets() {
    return targets.subList(0, Math.min(Math.max(0, ways), targets.size()));
  }

  /** Returns how many XOR maps the interleave needs: one a factor of two. */
  public int neededXorMaps() {
    int powerOfTwo = ways % 3 == 0 ? ways / 3 : ways;
    return powerOfTwo < 1 ? 0 : 31 - Integer.numberOfLeadingZeros(powerOfTwo);
  }

  /** Returns whether the granularity can be encoded: 256 bytes to 16 KiB, a power of two. */
  public boolean encodableGranularity() {
    return granularity >= 256 && granularity <= 16384 && Long.bitCount(granularity) == 1;
  }

  /** Returns whether it has one of the numbers of ways that can be encoded. */
  public boolean encodableWays() {
    return ENCODABLE_WAYS.contains(ways);
  }

  /** Returns how many bytes the structure has: as told, or by its targets; -1 when not told. */
  public int structureLength() {
    return length >= 0 || targets.isEmpty() ? length : lengthFor(targets.size());
  }

  /** Returns how many bytes the structure needs for as many targets as ways. */
  public int expectedLength() {
    return lengthFor(ways);
  }

  private static int lengthFor(int targets) {
    return FIXED_PART + 4 * targets;
  }

  /** Returns how many bytes its size is above a multiple of 256 MiB for each way. */
  public long sizeBeyondWays() {
    return ways < 1 ? 0 : Long.remainderUnsigned(size, ways * (256L << 20));
  }

  /** Returns whether a range begins where the window does and ends inside it. */
  public boolean fitsAtBase(AddressRange other) {
    return other.start() == base && Long.compareUnsigned(other.end() - base, size) < 0;
  }

  /** Returns whether its restrictions have a word: what the window may be used for. */
  public boolean allows(String word) {
    return restrictions.contains(word);
  }

  /**
   * Returns whether the restrictions are told. A table always has them; what is known of windows
   * without their targets comes from elsewhere.
   */
  public boolean restrictionsTold() {
    return !restrictions.isEmpty() || !targets.isEmpty();
  }

  /** Returns the restriction bits that have no name, such as {@code bit6 bit9}, or empty. */
  public String unknownRestrictions() {
    return restrictions.stream()
        .filter(word -> word.startsWith("bit"))
        .collect(Collectors.joining(" "));
  }

  /** Returns whether the size is a multiple of the given power of two. */
  public boolean sizeAligned(long alignment) {
    return (size & (alignment - 1)) == 0;
  }

  /** Returns whether the base is a multiple of the given power of two. */
  public boolean baseAligned(long alignment) {
    return (base & (alignment - 1)) == 0;
  }

  /**
   * Returns whether it names fewer targets than it has ways; none at all means not told. Rules ask
   * here: MVEL calls a method of a list by reflection on the list's own class, which the JDK
   * forbids as soon as two boots use different kinds of lists.
   */
  public boolean lacksTargets() {
    return !targets.isEmpty() && targets.size() < ways;
  }

  /** Returns whether base and size are multiples of the given power of two. */
  public boolean aligned(long alignment) {
    return (base & (alignment - 1)) == 0 && (size & (alignment - 1)) == 0;
  }
}
