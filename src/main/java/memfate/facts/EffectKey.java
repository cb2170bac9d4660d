package memfate.facts;

import memfate.iomem.AddressRange;
import org.jspecify.annotations.Nullable;

/**
 * Sort key of an effect: stage, then the author's order, then address, then name.
 *
 * @param stage kinds of effects in the order in which a round applies them
 * @param order the author's order within a stage, such as the place in a firmware table
 * @param range the addresses it is about, or null
 * @param name what it is about
 */
public record EffectKey(int stage, long order, @Nullable AddressRange range, String name)
    implements Comparable<EffectKey> {

  @Override
  public int compareTo(EffectKey other) {
    int byStage = Integer.compare(stage, other.stage);
    if (byStage != 0) {
      return byStage;
    }
    int byOrder = Long.compare(order, other.order);
    if (byOrder != 0) {
      return byOrder;
    }
    int byRange = compareRanges(range, other.range);
    return byRange != 0 ? byRange : name.compareTo(other.name);
  }

  private static int compareRanges(@Nullable AddressRange a, @Nullable AddressRange b) {
    if (a == null || b == null) {
      return Boolean.compare(a != null, b != null);
    }
    return a.compareTo(b);
  }
}
