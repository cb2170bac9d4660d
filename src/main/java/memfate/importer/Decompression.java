package memfate.importer;

import com.github.luben.zstd.ZstdInputStream;
import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import org.tukaani.xz.XZInputStream;

/** Unpacks gzip, xz and zstd, told by their first bytes, up to a limit. */
public final class Decompression {
  private static final byte[] GZIP = {0x1f, (byte) 0x8b};
  private static final byte[] XZ = {(byte) 0xfd, '7', 'z', 'X', 'Z', 0};
  private static final byte[] ZSTD = {0x28, (byte) 0xb5, 0x2f, (byte) 0xfd};

  /** Memory that unpacking xz may take, in KiB; its highest preset needs 65 MiB. */
  private static final int XZ_MEMORY = 128 << 10;

  private Decompression() {}

  /** Returns the stream itself, or what it unpacks to, which fails past the limit. */
  public static InputStream of(InputStream in, long limit) throws IOException {
    BufferedInputStream buffered = new BufferedInputStream(in);
    if (startsWith(buffered, GZIP)) {
      return new Bounded(new GZIPInputStream(buffered), limit);
    }
    if (startsWith(buffered, XZ)) {
      return new Bounded(new XZInputStream(buffered, XZ_MEMORY), limit);
    }
    return startsWith(buffered, ZSTD)
        ? new Bounded(new ZstdInputStream(buffered), limit)
        : buffered;
  }

  private static boolean startsWith(BufferedInputStream in, byte[] magic) throws IOException {
    in.mark(magic.length);
    byte[] first = in.readNBytes(magic.length);
    in.reset();
    return Arrays.equals(first, magic);
  }

  /** Fails once more bytes come out than a description can have. */
  private static final class Bounded extends FilterInputStream {
    private final long limit;
    private long count;

    Bounded(InputStream in, long limit) {
      super(in);
      this.limit = limit;
    }

    @Override
    public int read() throws IOException {
      int b = super.read();
      counted(b < 0 ? 0 : 1);
      return b;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      return counted(super.read(bytes, offset, length));
    }

    private int counted(int read) throws IOException {
      count += Math.max(0, read);
      if (count > limit) {
        throw new IOException("it decompresses to more than %d bytes".formatted(limit));
      }
      return read;
    }
  }
}
