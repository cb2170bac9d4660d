package memfate.facts;

import memfate.iomem.AddressRange;
import memfate.platform.SourceLocation;

/**
 * An HDM decoder of a memory device, as firmware left it.
 *
 * @param index place in the description, from 0
 * @param memdev name of the device
 * @param hostBridge UID of the bridge above the device, -1 when not told
 * @param mode {@code ram} or {@code pmem}
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

  /** Returns the bytes of its device that it decodes. */
  public long share() {
    return range.size() / Math.max(1, ways);
  }
}
