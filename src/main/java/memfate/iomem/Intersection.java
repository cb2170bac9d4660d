package memfate.iomem;

/** How a range meets the resources of one kind ({@code REGION_*}). */
public enum Intersection {
  /** No resource of the kind overlaps the range. */
  DISJOINT,
  /** Resources of the kind overlap the range, and nothing else does. Holes do not count. */
  INTERSECTS,
  /** Resources of the kind overlap the range, and others do too. */
  MIXED
}
