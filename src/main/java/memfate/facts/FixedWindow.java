package memfate.facts;

import java.util.List;
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
    SourceLocation at)
    implements Located {
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

  /** Returns whether the base is a multiple of the given power of two. */
  public boolean baseAligned(long alignment) {
    return (base & (alignment - 1)) == 0;
  }

  /**
   * Returns how many targets it names. Rules ask here: MVEL calls a method of a list by reflection
   * on the list's own class, which the JDK forbids as soon as two boots use different kinds of
   * lists.
   */
  public int targetCount() {
    return targets.size();
  }

  /** Returns whether base and size are multiples of the given power of two. */
  public boolean aligned(long alignment) {
    return (base & (alignment - 1)) == 0 && (size & (alignment - 1)) == 0;
  }
}
