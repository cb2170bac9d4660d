package memfate.facts;

import memfate.iomem.AddressRange;
import memfate.iomem.ResourceDescriptor;

/** A resource that a walk met, clipped to the walk. */
public record Walked(Tree tree, ResourceDescriptor desc, int index, AddressRange range)
    implements Transient {}
