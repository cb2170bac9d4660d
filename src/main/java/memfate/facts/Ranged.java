package memfate.facts;

import memfate.iomem.AddressRange;

/** A fact about addresses that {@link RangeIndex} can find. */
public interface Ranged {
  /** Returns the addresses. */
  AddressRange range();
}
