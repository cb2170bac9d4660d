package memfate.platform;

import java.util.List;

/**
 * The CXL Early Discovery Table.
 *
 * @param state whether the table is there at all; ACPI0017 goes with it
 * @param hostBridges CHBS entries in table order
 * @param windows CFMWS entries in table order: entry N is decoder0.N and "CXL Window N"
 * @param xorMaps CXIMS entries
 * @param other structures of other types (RDPAS, CSDS, ...), kept as hex
 * @param at where the description says so
 */
public record Cedt(
    Table.State state,
    List<HostBridge> hostBridges,
    List<CxlWindow> windows,
    List<XorMap> xorMaps,
    List<OtherStructure> other,
    SourceLocation at) {

  /**
   * A CHBS entry.
   *
   * @param uid ACPI0016 _UID
   * @param version 0 CXL 1.1 (RCH), 1 CXL 2.0 and later
   * @param base register block, unsigned
   * @param length register block length in bytes
   * @param decoders false when the bridge has no HDM decoders (passthrough)
   * @param reserved reserved bytes that are not zero, as hex; empty when all are
   */
  public record HostBridge(
      long uid,
      int version,
      long base,
      long length,
      boolean decoders,
      String reserved,
      SourceLocation at) {}

  /**
   * A CFMWS entry, unchecked: the kernel's verification is a rule.
   *
   * @param base first address, unsigned
   * @param size bytes, unsigned
   * @param ways number of interleave ways as a plain number (1, 2, 3, 4, 6, 8, 12, 16 are valid)
   * @param arithmetic {@code modulo}, {@code xor}, or what the table holds
   * @param granularity bytes (256 to 16384)
   * @param restrictions lower case words ({@code type2 type3 volatile pmem fixed bi})
   * @param qtg QoS throttling group, -1 if not told
   * @param targets host bridge UIDs in interleave order; empty when not told
   * @param length bytes of the structure, as it says itself; -1 when not told
   * @param eniw encoded ways that stand for no number of ways, -1 otherwise
   * @param hbig encoded granularity that stands for no granularity, -1 otherwise
   * @param reserved reserved bytes that are not zero, as hex; empty when all are
   */
  public record CxlWindow(
      int index,
      long base,
      long size,
      int ways,
      String arithmetic,
      long granularity,
      List<String> restrictions,
      int qtg,
      List<Long> targets,
      int length,
      int eniw,
      int hbig,
      String reserved,
      SourceLocation at) {}

  /** A CXIMS entry: XOR maps for one granularity in bytes. */
  public record XorMap(long granularity, List<Long> maps, SourceLocation at) {}

  /** A structure that no rule reads: its type and its bytes as hex. */
  public record OtherStructure(int type, String hex, SourceLocation at) {}
}
