package memfate.facts;

import java.util.List;
import memfate.iomem.AddressRange;

/** A decoded window that regions can be built in: decoder0.N. */
public record RootDecoder(
    int index, AddressRange range, int ways, long granularity, List<Long> targets)
    implements Ranged {
  /** Returns whether a host bridge is among its targets; any is when none was told. */
  public boolean reaches(long bridge) {
    return targets.isEmpty() || targets.contains(bridge);
  }

  /** Returns the name of its window. */
  public String window() {
    return "CXL Window " + index;
  }
}
