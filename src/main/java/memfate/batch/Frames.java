package memfate.batch;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;

/** Messages on a stream of bytes, each after its length. */
public final class Frames {
  private static final int LONGEST = 1 << 28;

  private Frames() {}

  /** Writes a message and flushes. */
  public static void write(DataOutputStream out, byte[] message) throws IOException {
    out.writeInt(message.length);
    out.write(message);
    out.flush();
  }

  /**
   * Reads a message.
   *
   * @throws EOFException if the stream ends first
   * @throws IOException if it cannot be read, or claims more than any message has
   */
  public static byte[] read(DataInputStream in) throws IOException {
    int length = in.readInt();
    if (length < 0 || length > LONGEST) {
      throw new IOException("no message has %d bytes".formatted(length));
    }
    byte[] message = in.readNBytes(length);
    if (message.length != length) {
      throw new EOFException();
    }
    return message;
  }
}
