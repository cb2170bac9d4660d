package memfate.facts;

import memfate.iomem.AddressRange;
import memfate.platform.SourceLocation;

/** An HDM decoder of a host bridge, as firmware left it. */
public record BridgeDecoder(
    long hostBridge,
    AddressRange range,
    int ways,
    long granularity,
    boolean committed,
    SourceLocation at)
    implements Located {

  /** Returns the same decoder for other addresses. */
  public BridgeDecoder to(AddressRange other) {
    return new BridgeDecoder(hostBridge, other, ways, granularity, committed, at);
  }

  /** Returns the same decoder, no longer committed. */
  public BridgeDecoder reset() {
    return new BridgeDecoder(hostBridge, range, ways, granularity, false, at);
  }
}
