package memfate.platform;

import java.util.List;
import memfate.iomem.AddressRange;
import org.jspecify.annotations.Nullable;

/**
 * A CXL memory device.
 *
 * @param name {@code mem0}
 * @param host PCI address (BDF), or empty
 * @param serial serial number, unsigned
 * @param ram volatile capacity in bytes, -1 if not told
 * @param pmem persistent capacity in bytes, -1 if not told
 * @param hostBridge UID of the host bridge above it, null if not told
 * @param accelerator whether it is a type 2 device
 * @param state {@code enabled} (default), {@code disabled}, {@code absent}: present at boot or not
 * @param driver driver name, or empty
 * @param hostBridgePath the host bridge when it is told as a path ({@code pci0000:0c}), or empty
 * @param dvsecRanges ranges that the device's DVSEC claims
 */
public record Memdev(
    String name,
    String host,
    long serial,
    long ram,
    long pmem,
    @Nullable Long hostBridge,
    boolean accelerator,
    String state,
    String driver,
    String hostBridgePath,
    List<AddressRange> dvsecRanges,
    SourceLocation at) {}
