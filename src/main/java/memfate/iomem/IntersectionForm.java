package memfate.iomem;

/** The two forms that {@code region_intersects} has had in released kernels. */
public enum IntersectionForm {
  /** Looks at the children of the root only, as up to v6.11. */
  TOP_LEVEL_ONLY,
  /** Looks below a child of the root that is of another kind, since v6.12 and in backports. */
  DESCENDING
}
