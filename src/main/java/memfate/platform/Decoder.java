package memfate.platform;

import java.util.List;
import memfate.iomem.AddressRange;
import org.jspecify.annotations.Nullable;

/**
 * An HDM decoder of an endpoint or of a host bridge, as firmware left it.
 *
 * @param memdev name of the memory device, empty for a host bridge's decoder
 * @param hostBridge UID of the host bridge, null for an endpoint's decoder
 * @param name decoder name as printed, or empty
 * @param range host physical addresses
 * @param ways interleave ways
 * @param granularity interleave granularity in bytes
 * @param mode {@code ram}, {@code pmem}, or empty when not told
 * @param committed whether firmware committed it
 * @param locked whether it is locked
 * @param dpaBase device physical address, -1 if not told
 * @param targets target list as written (port ids or UIDs), or empty
 * @param state state word as printed, or empty
 */
public record Decoder(
    String memdev,
    @Nullable Long hostBridge,
    String name,
    AddressRange range,
    int ways,
    long granularity,
    String mode,
    boolean committed,
    boolean locked,
    long dpaBase,
    List<String> targets,
    String state,
    SourceLocation at) {}
