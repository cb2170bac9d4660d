package memfate.importer;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.jspecify.annotations.Nullable;

/**
 * A tar archive of descriptions, read as a stream: nothing is extracted, so that names lead
 * nowhere. Diagnostics call a file of it {@code fleet.tar!/a/b.yaml}.
 */
public final class Archive {
  private static final int HEADER = 512;
  private static final int MAGIC = 257;

  /** A packed file of an archive may unpack to this part of what a whole input may. */
  private static final int OF_THE_WHOLE = 16;

  /** Entries among which a file by which captures are known is looked for. */
  private static final int LOOKED_AT = 10_000;

  private static final byte[] USTAR = {'u', 's', 't', 'a', 'r'};

  private Archive() {}

  /** Returns whether unpacked bytes start as a tar archive does; leaves the stream where it is. */
  static boolean startsWith(BufferedInputStream in) throws IOException {
    in.mark(HEADER);
    byte[] head = in.readNBytes(HEADER);
    in.reset();
    return isArchive(head);
  }

  /** Returns whether unpacked bytes start as a tar archive does. */
  public static boolean isArchive(byte[] head) {
    return head.length >= MAGIC + USTAR.length
        && java.util.Arrays.equals(head, MAGIC, MAGIC + USTAR.length, USTAR, 0, USTAR.length);
  }

  /**
   * Returns whether an archive is one of descriptions: it has some, and no file by which captures
   * are known.
   *
   * @param capture tells such a file by its name
   */
  public static boolean holdsDescriptions(InputStream unpacked, Predicate<String> capture) {
    boolean found = false;
    try (TarArchiveInputStream tar = new CautiousTar(unpacked)) {
      int entries = 0;
      for (TarArchiveEntry entry = next(tar); entry != null; entry = next(tar)) {
        String name = fileName(entry);
        if (entry.isFile() && capture.test(name)) {
          return false;
        }
        found |= entry.isFile() && Inputs.isDescription(name);
        if (++entries >= LOOKED_AT && found) {
          return true;
        }
      }
    } catch (IOException e) {
      return found;
    }
    return found;
  }

  /**
   * Cuts the descriptions of an archive into documents, in its order; other files do not matter.
   */
  static void read(String name, InputStream in, Limits limits, Consumer<UnreadDocument> consumer) {
    DocumentReader whole = new DocumentReader(name, limits);
    boolean found = false;
    try (TarArchiveInputStream tar = new CautiousTar(in)) {
      for (TarArchiveEntry entry = next(tar); entry != null; entry = next(tar)) {
        if (entry.isFile() && Inputs.isDescription(fileName(entry))) {
          found = true;
          read(name, entry, tar, limits, consumer);
        }
      }
      if (!found) {
        consumer.accept(whole.refused("the archive holds no description"));
      }
    } catch (IOException e) {
      consumer.accept(whole.refused("cannot read on in the archive: " + Inputs.reason(e)));
    }
  }

  private static @Nullable TarArchiveEntry next(TarArchiveInputStream tar) throws IOException {
    try {
      return tar.getNextEntry();
    } catch (RuntimeException e) {
      throw new IOException("it is damaged: " + e.getMessage(), e);
    }
  }

  private static void read(
      String archive,
      TarArchiveEntry entry,
      InputStream tar,
      Limits limits,
      Consumer<UnreadDocument> consumer) {
    String path = entry.getName().replaceFirst("^(\\./|/)+", "");
    Limits one = limits.withBytes(limits.documentBytes(), limits.inputBytes() / OF_THE_WHOLE);
    DocumentReader reader = new DocumentReader(archive + "!/" + path, one);
    if (entry.isSparse()) {
      consumer.accept(reader.refused("a sparse file is no description"));
    } else {
      reader.readFile(new Unclosed(tar), consumer);
    }
  }

  private static String fileName(TarArchiveEntry entry) {
    String path = entry.getName();
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /** One file of an archive, which stays open behind it. */
  private static final class Unclosed extends java.io.FilterInputStream {
    Unclosed(InputStream in) {
      super(in);
    }

    @Override
    public void close() {}
  }

  /** Refuses headers that would fill memory: long names and extended headers are read whole. */
  private static final class CautiousTar extends TarArchiveInputStream {
    private static final int LONGEST_HEADER = 1 << 16;
    private static final int TYPE = 156;
    private static final int SIZE = 124;
    private static final int SIZE_LENGTH = 12;

    CautiousTar(InputStream in) {
      super(in);
    }

    @Override
    protected byte @Nullable [] readRecord() throws IOException {
      byte[] header = super.readRecord();
      if (header != null && "LKxXg".indexOf(header[TYPE]) >= 0 && size(header) > LONGEST_HEADER) {
        throw new IOException("a header of it is larger than %d bytes".formatted(LONGEST_HEADER));
      }
      return header;
    }

    private static long size(byte[] header) throws IOException {
      try {
        return org.apache.commons.compress.archivers.tar.TarUtils.parseOctalOrBinary(
            header, SIZE, SIZE_LENGTH);
      } catch (IllegalArgumentException e) {
        throw new IOException("a header of it is damaged", e);
      }
    }
  }
}
