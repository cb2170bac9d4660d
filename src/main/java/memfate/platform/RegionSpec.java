package memfate.platform;

import java.util.List;
import memfate.iomem.AddressRange;

/**
 * A region whose state the description fixes instead of letting assembly compute it.
 *
 * @param name {@code region0}, or empty
 * @param range span
 * @param type {@code ram}, {@code pmem}, or empty
 * @param ways interleave ways, 0 if not told
 * @param granularity bytes, 0 if not told
 * @param state {@code commit} or {@code interleave-active}
 * @param driverBound whether cxl_region is bound to it
 * @param mappings which decoder holds which position
 */
public record RegionSpec(
    String name,
    AddressRange range,
    String type,
    int ways,
    long granularity,
    String state,
    boolean driverBound,
    List<Mapping> mappings,
    SourceLocation at) {

  /** One interleave position of a region. */
  public record Mapping(String memdev, String decoder, int position, SourceLocation at) {}
}
