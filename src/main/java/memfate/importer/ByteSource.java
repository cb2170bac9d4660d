package memfate.importer;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** Bytes of an input with a look ahead. */
final class ByteSource {
  static final int END = -1;

  /** The ASCII characters that are neither brackets nor quotes, and end no line. */
  private static final boolean[] PLAIN = new boolean[128];

  static {
    Arrays.fill(PLAIN, true);
    "{}[]\"\\\n\r".chars().forEach(c -> PLAIN[c] = false);
  }

  private final InputStream in;
  private byte[] buffer = new byte[1 << 16];
  private int position;
  private int limit;

  ByteSource(InputStream in) {
    this.in = in;
  }

  int next() throws IOException {
    int b = peek(0);
    position += b == END ? 0 : 1;
    return b;
  }

  /** Returns the byte {@code ahead} of the next one, {@link #END} past the end. */
  int peek(int ahead) throws IOException {
    while (position + ahead >= limit) {
      if (!fill()) {
        return END;
      }
    }
    return buffer[position + ahead] & 0xff;
  }

  /** Returns how many bytes come, of those read already, before one that brackets or lines need. */
  int plain() {
    int end = position;
    while (end < limit && buffer[end] >= 0 && PLAIN[buffer[end]]) {
      end++;
    }
    return end - position;
  }

  /** Hands over bytes that are read already. */
  void move(int length, ByteSink to) {
    to.write(buffer, position, length);
    position += length;
  }

  private boolean fill() throws IOException {
    if (position == limit) {
      position = 0;
      limit = 0;
    } else if (limit == buffer.length) {
      compact();
    }
    int count = in.read(buffer, limit, buffer.length - limit);
    limit += Math.max(0, count);
    return count > 0;
  }

  private void compact() {
    if (position == 0) {
      buffer = Arrays.copyOf(buffer, buffer.length * 2);
      return;
    }
    System.arraycopy(buffer, position, buffer, 0, limit - position);
    limit -= position;
    position = 0;
  }
}
