package memfate.facts;

import memfate.iomem.AddressRange;

/**
 * A CXL region.
 *
 * @param name {@code region0}
 * @param window the root decoder it is built in
 * @param state {@code interleave-active} or {@code commit}
 * @param mode {@code ram} or {@code pmem}
 */
public record CxlRegion(
    String name,
    int id,
    int window,
    AddressRange range,
    int ways,
    long granularity,
    String mode,
    String state)
    implements Ranged {
  /** Returns the same region with another kind of memory. */
  public CxlRegion of(String newMode) {
    return new CxlRegion(name, id, window, range, ways, granularity, newMode, state);
  }

  /** Returns the same region in another state. */
  public CxlRegion in(String newState) {
    return new CxlRegion(name, id, window, range, ways, granularity, mode, newState);
  }

  /** Returns whether the region is in state {@code CXL_CONFIG_COMMIT}. */
  public boolean committed() {
    return state.equals("commit");
  }
}
