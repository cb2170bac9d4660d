package memfate.facts;

import memfate.iomem.AddressRange;

/**
 * An entry of hmem_active: the unit of decision of dax_hmem.
 *
 * @param source {@code HMAT} or {@code E820}
 */
public record HmemUnit(AddressRange range, String source) implements Ranged {}
