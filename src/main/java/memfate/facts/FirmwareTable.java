package memfate.facts;

import memfate.platform.SourceLocation;

/**
 * What is known of one firmware table.
 *
 * @param name {@code CEDT}, {@code SRAT} or {@code HMAT}
 * @param present whether the firmware has it
 * @param revision table revision, 0 when not told
 */
public record FirmwareTable(String name, boolean present, int revision, SourceLocation at)
    implements Located {}
