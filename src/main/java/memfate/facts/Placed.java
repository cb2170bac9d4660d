package memfate.facts;

import memfate.iomem.AddressRange;

/**
 * A resource that has been put into a tree.
 *
 * @param asked the range that was asked for
 * @param range the range it has now
 */
public record Placed(Tree tree, String name, AddressRange asked, AddressRange range)
    implements Transient {}
