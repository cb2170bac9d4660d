package memfate.platform;

/**
 * The header of an ACPI table that was captured as bytes.
 *
 * @param signature four letters, such as {@code CEDT}
 * @param revision table revision
 * @param length bytes that the header names
 * @param sum sum of all bytes modulo 256: 0 when the checksum is right, and for a table that is cut
 *     off
 * @param oemId who made it, without padding
 * @param oemTableId what its maker calls it, without padding
 */
public record AcpiTable(
    String signature,
    int revision,
    long length,
    int sum,
    String oemId,
    String oemTableId,
    SourceLocation at) {

  /** Returns what the header says, wherever it was read. */
  public AcpiTable withoutPlace() {
    return new AcpiTable(signature, revision, length, sum, oemId, oemTableId, SourceLocation.NONE);
  }
}
