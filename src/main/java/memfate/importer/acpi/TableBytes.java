package memfate.importer.acpi;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import memfate.platform.SourceLocation;

/** The bytes of one ACPI table as a file holds them, unchecked. */
public final class TableBytes {
  /** Bytes of the header that all tables begin with. */
  static final int HEADER = 36;

  /** Where the header says how long the table is. */
  static final int LENGTH_FIELD = 4;

  /** The tables that are read here. */
  private static final Set<String> SIGNATURES = Set.of("CEDT", "SRAT", "HMAT");

  private final String file;
  private final ByteBuffer bytes;

  public TableBytes(String file, byte[] bytes) {
    this.file = file;
    this.bytes = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Returns whether these are the bytes of a CEDT, an SRAT or an HMAT. */
  public boolean isKnown() {
    return SIGNATURES.contains(signature());
  }

  /** Returns the first four bytes as text, empty when there are fewer. */
  public String signature() {
    return size() < 4 ? "" : text(0, 4);
  }

  /** Returns whether there is a whole header, which names no less than itself. */
  public boolean isReadable() {
    return size() >= HEADER && u32(LENGTH_FIELD) >= HEADER;
  }

  int size() {
    return bytes.limit();
  }

  /** Returns the first offset behind the table: where its header says, or where the bytes end. */
  int end() {
    return isReadable() ? (int) Math.min(u32(LENGTH_FIELD), size()) : 0;
  }

  int u8(int offset) {
    return Byte.toUnsignedInt(bytes.get(offset));
  }

  int u16(int offset) {
    return Short.toUnsignedInt(bytes.getShort(offset));
  }

  long u32(int offset) {
    return Integer.toUnsignedLong(bytes.getInt(offset));
  }

  long u64(int offset) {
    return bytes.getLong(offset);
  }

  String text(int from, int to) {
    return new String(bytes.array(), from, to - from, StandardCharsets.ISO_8859_1);
  }

  String hex(int from, int to) {
    StringBuilder hex = new StringBuilder();
    for (int i = from; i < to; i++) {
      hex.append("%02x".formatted(u8(i)));
    }
    return hex.toString();
  }

  String file() {
    return file;
  }

  SourceLocation at(int offset) {
    return SourceLocation.ofByte(file, offset);
  }
}
