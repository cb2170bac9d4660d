package memfate.facts;

import memfate.platform.SourceLocation;

/**
 * A CXL memory device.
 *
 * @param index place in the description, from 0
 * @param hostBridge UID of the bridge above it, -1 when not told
 * @param present whether it is there at boot
 * @param accelerator whether it is a type 2 device
 */
public record Memdev(
    int index,
    String name,
    long hostBridge,
    boolean present,
    boolean accelerator,
    SourceLocation at) implements Located {}
