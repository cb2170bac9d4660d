package memfate.facts;

import memfate.iomem.AddressRange;

/**
 * The fates of a range in all orders of events that were looked at.
 *
 * @param fates how many different ones
 * @param exhaustive whether these are all orders that the rules allow
 * @param keeps the event whose coming first keeps the fate of the usual order, or empty
 * @param loses the one that loses it by coming first, or empty
 */
public record OrderFates(
    AddressRange range, int fates, boolean exhaustive, String keeps, String loses)
    implements Ranged {

  /** Returns {@code ; decided by a before b or b before a}, as far as that is known. */
  public String remark() {
    return keeps.isEmpty()
        ? ""
        : "; decided by %s before %s or %s before %s".formatted(keeps, loses, loses, keeps);
  }
}
