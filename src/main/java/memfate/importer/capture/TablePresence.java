package memfate.importer.capture;

import memfate.platform.SourceLocation;

/**
 * Whether the firmware has an ACPI table, as a list of all tables tells.
 *
 * @param signature {@code CEDT}, {@code SRAT}, {@code HMAT}
 */
public record TablePresence(String signature, boolean present, SourceLocation at) {}
