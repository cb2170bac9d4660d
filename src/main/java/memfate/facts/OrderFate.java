package memfate.facts;

import memfate.iomem.AddressRange;
import memfate.iomem.ByteCount;

/**
 * The fate of a range in one order of events, without names that depend on timing.
 *
 * @param order {@code judged}, or {@code usual}: the same order when the usual one is judged
 * @param owner {@code cxl}, {@code hmem}, {@code system-ram} or {@code none}
 * @param usable bytes that a driver uses
 * @param decisions words of what was decided about it, in order, such as {@code defer drop}
 * @param refusals drivers that refused it and their errno, such as {@code kmem:-16}, or empty
 * @param crash whether the kernel dies
 */
public record OrderFate(
    String order,
    AddressRange range,
    String owner,
    long usable,
    String decisions,
    String refusals,
    boolean crash)
    implements Ranged {

  /** Returns whether both are the same fate of one range, whatever the orders. */
  public boolean sameAs(OrderFate other) {
    return equals(other.in(order));
  }

  private OrderFate in(String otherOrder) {
    return new OrderFate(otherOrder, range, owner, usable, decisions, refusals, crash);
  }

  /** Returns {@code cxl, 1 GiB of 1 GiB usable, defer drop}. */
  public String inWords() {
    String who = crash ? "the kernel dies" : owner;
    String share = ByteCount.share(ByteCount.of(usable), ByteCount.of(range)) + " usable";
    String decided = decisions.isEmpty() ? "" : ", " + decisions;
    return who + ", " + share + decided + (refusals.isEmpty() ? "" : ", refused by " + refusals);
  }
}
