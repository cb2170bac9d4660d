package memfate.facts;

import memfate.platform.SourceLocation;

/**
 * What is known of one firmware table.
 *
 * @param name {@code CEDT}, {@code SRAT}, {@code HMAT} or {@code DSDT}
 * @param present whether the firmware has it
 * @param known whether the description says so; false when it is assumed for this boot only
 * @param revision table revision, 0 when not told
 */
public record FirmwareTable(
    String name, boolean present, boolean known, int revision, SourceLocation at)
    implements Located {}
