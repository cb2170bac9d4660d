package memfate.facts;

import memfate.platform.SourceLocation;

/**
 * A CHBS entry.
 *
 * @param uid ACPI0016 _UID
 * @param decoders whether the bridge has HDM decoders
 */
public record HostBridge(long uid, boolean decoders, SourceLocation at) implements Located {}
