package memfate.facts;

import memfate.iomem.AddressRange;

/**
 * Whether a range may be registered as far as Soft Reserved memory is concerned.
 *
 * @param range the range that is decided about
 * @param passed whether all of it that is described is Soft Reserved, or nobody checks
 */
public record SoftReservedCheck(AddressRange range, boolean passed) implements Transient {}
