package memfate.importer;

import java.util.Arrays;

/** Bytes of a document, as they are cut out; for one thread, which writes them one by one. */
final class ByteSink {
  private byte[] bytes = new byte[1 << 10];
  private int size;

  void write(int b) {
    room(1);
    bytes[size++] = (byte) b;
  }

  void write(byte[] from, int offset, int length) {
    room(length);
    System.arraycopy(from, offset, bytes, size, length);
    size += length;
  }

  private void room(int more) {
    if (bytes.length - size < more) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, size + more));
    }
  }

  int size() {
    return size;
  }

  byte[] toByteArray() {
    return Arrays.copyOf(bytes, size);
  }

  void reset() {
    size = 0;
  }
}
