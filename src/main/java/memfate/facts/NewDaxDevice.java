package memfate.facts;

import memfate.iomem.AddressRange;
import org.jspecify.annotations.Nullable;

/**
 * A dax device that somebody asks for.
 *
 * @param range its addresses, null when its region has not so many left
 */
public record NewDaxDevice(String name, String provider, @Nullable AddressRange range)
    implements Transient {

  /**
   * Returns a device behind those that its region has.
   *
   * @param first the first device of the region, which is empty
   * @param devices how many the region has
   * @param used bytes that they have
   * @param size bytes that are asked for, -1 for all that is left
   */
  public static NewDaxDevice beside(DaxDevice first, long devices, long used, long size) {
    long left = first.range().size() - used;
    long wanted = size == -1 ? left : size;
    String name = first.region() + "." + devices;
    return new NewDaxDevice(
        name,
        first.provider(),
        wanted <= 0 || wanted > left
            ? null
            : AddressRange.ofSize(first.range().start() + used, wanted));
  }
}
