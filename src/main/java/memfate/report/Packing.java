package memfate.report;

import com.github.luben.zstd.ZstdInputStream;
import com.github.luben.zstd.ZstdOutputStream;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** How a file is packed: as the end of its name says. */
public enum Packing {
  PLAIN,
  /** {@code .gz}. */
  GZIP,
  /** {@code .zst}. */
  ZSTD;

  /** Returns what a file name asks for. */
  public static Packing of(Path file) {
    String name = file.toString();
    return name.endsWith(".gz") ? GZIP : name.endsWith(".zst") ? ZSTD : PLAIN;
  }

  /** Creates a file, packed as its name says; one that is there is overwritten. */
  public static OutputStream create(Path file) throws IOException {
    return of(file).wrap(Files.newOutputStream(file));
  }

  /** Opens a file and unpacks it as its name says. */
  public static InputStream open(Path file) throws IOException {
    InputStream in = new BufferedInputStream(Files.newInputStream(file));
    return switch (of(file)) {
      case PLAIN -> in;
      case GZIP -> new GZIPInputStream(in);
      case ZSTD -> new ZstdInputStream(in);
    };
  }

  private OutputStream wrap(OutputStream out) throws IOException {
    return switch (this) {
      case PLAIN -> out;
      case GZIP -> new GZIPOutputStream(out);
      case ZSTD -> new ZstdOutputStream(out);
    };
  }
}
