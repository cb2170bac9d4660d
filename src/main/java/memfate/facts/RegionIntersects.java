package memfate.facts;

import memfate.iomem.AddressRange;
import memfate.iomem.Intersection;
import memfate.iomem.ResourceDescriptor;

/** The answer of {@code region_intersects()}. */
public record RegionIntersects(
    Tree tree, AddressRange range, ResourceDescriptor desc, long flags, Intersection result)
    implements Transient {
  /** Classifies the overlaps of a range. */
  public static RegionIntersects of(Overlaps overlaps, Intersection result) {
    return new RegionIntersects(
        overlaps.tree(), overlaps.range(), overlaps.desc(), overlaps.flags(), result);
  }
}
