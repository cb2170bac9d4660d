package memfate.packs;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Makes an archive of a pack: the same files give the same bytes on every machine.
 *
 * <p>Files stand in the order of their names, all of one date and not compressed: what a compressor
 * makes of them depends on its version.
 */
public final class PackBuilder {
  /** The first date that an archive can tell. */
  private static final LocalDateTime DATE = LocalDateTime.of(1980, 1, 1, 0, 0);

  private PackBuilder() {}

  /**
   * Returns the bytes of the archive.
   *
   * @param key file of the private key to sign with, or null
   */
  public static byte[] archive(PackFiles files, @Nullable Path key) {
    byte[] sums = files.sums().getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes, StandardCharsets.UTF_8)) {
      put(zip, PackFiles.SUMS, sums);
      if (key != null) {
        String signature = TrustedKeys.sign(key, sums);
        put(zip, PackFiles.SIGNATURE, signature.getBytes(StandardCharsets.US_ASCII));
      }
      for (String path : files.paths()) {
        put(zip, path, files.bytesOf(path));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static void put(ZipOutputStream zip, String path, byte[] content) throws IOException {
    CRC32 crc = new CRC32();
    crc.update(content);
    ZipEntry entry = new ZipEntry(path);
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(content.length);
    entry.setCrc(crc.getValue());
    entry.setTimeLocal(DATE);
    zip.putNextEntry(entry);
    zip.write(content);
    zip.closeEntry();
  }
}
