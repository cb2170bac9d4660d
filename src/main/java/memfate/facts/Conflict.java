package memfate.facts;

import memfate.iomem.AddressRange;

/**
 * A resource that could not be put into a tree.
 *
 * @param with name of what was in the way
 */
public record Conflict(Tree tree, String name, AddressRange range, String with)
    implements Transient {}
