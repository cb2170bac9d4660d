package memfate.facts;

import memfate.iomem.AddressRange;

/**
 * The decision that stands after arbitration.
 *
 * @param message the kernel's log text without the range, or why
 * @param logged whether the kernel logs it
 * @param ordinal how many decisions of this word there are so far in this boot, from 1
 */
public record Decided(
    AddressRange range, String decision, String message, boolean logged, int ordinal)
    implements Transient {}
