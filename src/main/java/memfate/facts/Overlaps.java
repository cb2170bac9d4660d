package memfate.facts;

import memfate.iomem.AddressRange;
import memfate.iomem.ResourceDescriptor;

/**
 * What a range overlaps in a tree, counted among the top-level resources.
 *
 * @param matching overlapping ones that match flags and descriptor
 * @param other overlapping ones that do not
 * @param matchingBelow of those, how many have a match below them
 * @param coveredBelow of those, how many are covered by matches below without a gap
 */
public record Overlaps(
    Tree tree,
    AddressRange range,
    ResourceDescriptor desc,
    long flags,
    long matching,
    long other,
    long matchingBelow,
    long coveredBelow)
    implements Transient {}
