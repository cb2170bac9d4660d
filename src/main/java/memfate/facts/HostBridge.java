package memfate.facts;

import memfate.platform.SourceLocation;

/**
 * A CHBS entry.
 *
 * @param index place in the table, from 0
 * @param uid ACPI0016 _UID
 * @param version 0 CXL 1.1, 1 CXL 2.0 and later
 * @param base first address of the register block
 * @param length bytes of the register block
 * @param reserved reserved bytes that are not zero, as hex, or empty
 * @param decoders whether the bridge has HDM decoders
 */
public record HostBridge(
    int index,
    long uid,
    int version,
    long base,
    long length,
    String reserved,
    boolean decoders,
    SourceLocation at)
    implements Located {

  /**
   * Returns how long the register block of its version is, -1 for a version that does not exist.
   */
  public long expectedLength() {
    return version == 0 ? 0x2000 : version == 1 ? 0x10000 : -1;
  }
}
