package memfate.facts;

import memfate.iomem.AddressRange;
import memfate.platform.SourceLocation;

/**
 * An HDM decoder of a memory device, as firmware left it.
 *
 * @param index place in the description, from 0
 * @param memdev name of the device
 * @param hostBridge UID of the bridge above the device, -1 when not told
 * @param mode {@code ram}, {@code pmem}, or {@code accelerator} for memory that its driver keeps
 * @param committed whether firmware committed it
 */
public record EndpointDecoder(
    int index,
    String memdev,
    long hostBridge,
    AddressRange range,
    int ways,
    long granularity,
    String mode,
    boolean committed,
    boolean locked,
    SourceLocation at)
    implements Located, Ranged {

  /** Returns the same decoder for other addresses. */
  public EndpointDecoder to(AddressRange other) {
    return new EndpointDecoder(
        index, memdev, hostBridge, other, ways, granularity, mode, committed, locked, at);
  }

  /**
   * Returns the same decoder with another interleave.
   *
   * @throws ArithmeticException if there are more ways than an int holds
   */
  public EndpointDecoder interleaved(long otherWays) {
    return new EndpointDecoder(
        index,
        memdev,
        hostBridge,
        range,
        Math.toIntExact(otherWays),
        granularity,
        mode,
        committed,
        locked,
        at);
  }

  /** Returns the same decoder for another kind of memory. */
  public EndpointDecoder of(String otherMode) {
    return new EndpointDecoder(
        index, memdev, hostBridge, range, ways, granularity, otherMode, committed, locked, at);
  }

  /** Returns the same decoder, locked. */
  public EndpointDecoder lock() {
    return new EndpointDecoder(
        index, memdev, hostBridge, range, ways, granularity, mode, committed, true, at);
  }

  /** Returns the bytes of its device that it decodes. */
  public long share() {
    return range.size() / Math.max(1, ways);
  }
}
