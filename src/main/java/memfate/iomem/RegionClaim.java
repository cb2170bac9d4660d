package memfate.iomem;

import org.jspecify.annotations.Nullable;

/**
 * The end of an attempt to claim a range: exactly one of the two is there.
 *
 * @param claimed the new busy resource
 * @param blocker the resource in the way: busy, or not containing all of the range; the parent that
 *     was asked if the range does not fit into it
 */
public record RegionClaim(@Nullable Resource claimed, @Nullable Resource blocker) {

  public RegionClaim {
    if ((claimed == null) == (blocker == null)) {
      throw new IllegalArgumentException("a claim either succeeds or is blocked");
    }
  }
}
