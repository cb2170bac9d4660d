package memfate.facts;

import memfate.platform.SourceLocation;

/**
 * The header of an ACPI table that was captured as bytes.
 *
 * @param signature such as {@code CEDT}
 * @param length bytes that the header names
 * @param sum sum of all bytes modulo 256, 0 when the checksum is right
 */
public record AcpiHeader(String signature, int revision, long length, int sum, SourceLocation at)
    implements Located {}
