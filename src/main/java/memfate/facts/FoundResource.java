package memfate.facts;

import memfate.iomem.AddressRange;

/**
 * The first resource in a range that matches.
 *
 * @param range the range that was searched
 * @param found the part of the resource inside it
 * @param foundFlags flags of the resource
 */
public record FoundResource(Tree tree, AddressRange range, AddressRange found, long foundFlags)
    implements Transient {}
