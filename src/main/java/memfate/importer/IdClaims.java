package memfate.importer;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * The ids of one input, each with the line of the document that has it.
 *
 * <p>An input may have millions of documents: of an id 64 bits of its SHA-256 are kept, 12 bytes
 * with the line, in one table with open addressing.
 */
public final class IdClaims {
  private static final int LEAST = 64;

  IdClaims() {}

  /** Returns what is kept of an id. */
  public static long key(String id) {
    return ByteBuffer.wrap(Sha256.of(id.getBytes(StandardCharsets.UTF_8))).getLong();
  }

  private long[] keys = new long[LEAST];
  private int[] lines = new int[LEAST];
  private int count;

  /** Claims an id: returns 0, or the line of the document that has it already. */
  int claim(String id, int line) {
    long key = key(id);
    int slot = slot(key);
    if (lines[slot] != 0) {
      return lines[slot];
    }
    keys[slot] = key;
    lines[slot] = Math.max(1, line);
    if (++count > keys.length / 4 * 3) {
      grow();
    }
    return 0;
  }

  /** Returns where a key is, or where it would be. */
  private int slot(long key) {
    int slot = (int) key & (keys.length - 1);
    while (lines[slot] != 0 && keys[slot] != key) {
      slot = (slot + 1) & (keys.length - 1);
    }
    return slot;
  }

  private void grow() {
    long[] oldKeys = keys;
    int[] oldLines = lines;
    keys = new long[oldKeys.length * 2];
    lines = new int[keys.length];
    for (int i = 0; i < oldKeys.length; i++) {
      if (oldLines[i] != 0) {
        int slot = slot(oldKeys[i]);
        keys[slot] = oldKeys[i];
        lines[slot] = oldLines[i];
      }
    }
  }
}
