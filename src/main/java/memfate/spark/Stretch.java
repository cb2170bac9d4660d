package memfate.spark;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/**
 * So many bytes of a file.
 *
 * <p>A read that fails is no property of the description, as one that was cut off is: it fails the
 * task, which Spark runs again.
 */
final class Stretch extends FilterInputStream {
  private long left;

  Stretch(InputStream in, long length) {
    super(in);
    this.left = length;
  }

  @Override
  public int read() {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) {
    if (left == 0) {
      return -1;
    }
    try {
      int count = in.read(bytes, offset, (int) Math.min(length, left));
      left = count < 0 ? 0 : left - count;
      return count;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public boolean markSupported() {
    return false;
  }
}
