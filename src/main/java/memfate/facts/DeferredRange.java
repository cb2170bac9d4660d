package memfate.facts;

import memfate.iomem.AddressRange;

/**
 * A range that the deferred work of dax_hmem decides about, because a CXL Window touches it.
 *
 * @param range the unit of decision
 * @param softReserved whether it passes the Soft Reserved check
 */
public record DeferredRange(AddressRange range, boolean softReserved) {}
