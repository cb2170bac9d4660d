package memfate.facts;

import memfate.iomem.AddressRange;

/**
 * Whether a range is one that dax_hmem may leave to CXL.
 *
 * @param range the range that is decided about
 * @param touched whether a CXL Window touches it, in a kernel that leaves such ranges to CXL
 */
public record CxlReach(AddressRange range, boolean touched) implements Transient {}
