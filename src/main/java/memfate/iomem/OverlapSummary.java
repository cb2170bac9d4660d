package memfate.iomem;

/**
 * What overlaps a range, counted so that both forms of {@code region_intersects} can be told from
 * it. Top level means the children of the resource that was asked.
 *
 * @param matching overlapping top-level resources that match the query
 * @param other overlapping top-level resources that do not match
 * @param matchingBelow those of {@code other} with a matching descendant that overlaps the range
 * @param coveredBelow those of {@code other} whose overlap with the range is covered by matching
 *     descendants without a gap
 */
public record OverlapSummary(long matching, long other, long matchingBelow, long coveredBelow) {

  /** Returns what {@code region_intersects} answers in the given form. */
  public Intersection classify(IntersectionForm form) {
    return switch (form) {
      case TOP_LEVEL_ONLY -> classify(matching > 0, other == 0);
      case DESCENDING -> classify(matching > 0 || matchingBelow > 0, other == coveredBelow);
    };
  }

  private static Intersection classify(boolean found, boolean nothingElse) {
    if (!found) {
      return Intersection.DISJOINT;
    }
    return nothingElse ? Intersection.INTERSECTS : Intersection.MIXED;
  }
}
