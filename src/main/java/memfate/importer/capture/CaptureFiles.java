package memfate.importer.capture;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import memfate.importer.Archive;
import memfate.importer.Decompression;
import memfate.importer.Inputs;
import memfate.importer.Problems;
import memfate.platform.SourceLocation;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/**
 * The files of a capture: of a folder, of a tar archive, or the one file that it is.
 *
 * <p>Of folders and archives only what may be a capture's file is read, by name: a sosreport has
 * thousands of others.
 */
final class CaptureFiles {
  /** Bytes that one file may hold, and all of them together. */
  private static final int FILE_LIMIT = 64 << 20;

  private static final long TOTAL_LIMIT = 512L << 20;

  /** Bytes that an archive may unpack to; what is no file of ours is skipped, yet unpacked. */
  private static final long ARCHIVE_LIMIT = 32L << 30;

  private static final int TAR_HEADER = 512;
  private static final int ENTRY_LIMIT = 200_000;
  private static final int DEPTH = 12;

  private static final Pattern ARCHIVE = Pattern.compile(".*\\.(tar(\\.\\w+)?|tgz|txz)");
  private static final Pattern NAME =
      Pattern.compile(
          "(?i)(iomem|dmesg|kern\\.log|journal|console|messages|acpi|cedt|srat|hmat|slit|dsdt|cxl"
              + "|daxctl|dax|lsmod|modules|module-params|modprobe|config|kconfig|\\.config|uname"
              + "|os-release|dmi|lscpu|lsmem|memory-blocks|block_size_bytes|cmdline|firmware-memmap"
              + "|events|pci-devices|platform-devices|qemu|sys-bus-dax|error|cases|statement).*"
              + "|.*\\.(dsl|dat|aml|hex|b64)(\\.\\w+)?"
              + "|(sys|product|board|bios|chassis)_\\w+");

  /** Words that people keep when they put a host's name or a date before them. */
  private static final Pattern WORD =
      Pattern.compile(
          "(?i).*[^a-z](iomem|dmesg|acpidump|cedt|srat|hmat|cmdline|daxctl|cxl[-_]?list|lsmod"
              + "|dmidecode|uname)([^a-z].*)?");

  private static final Pattern MODPROBE = Pattern.compile(".*modprobe\\.d/.*\\.conf");

  private final Problems problems;
  private final List<Artifact> artifacts = new ArrayList<>();
  private long total;

  private CaptureFiles(Problems problems) {
    this.problems = problems;
  }

  /**
   * Reads the files of a capture in the order of their paths.
   *
   * @throws IOException if the path itself cannot be read
   */
  static List<Artifact> of(Path path, Problems problems) throws IOException {
    CaptureFiles files = new CaptureFiles(problems);
    if (Files.isDirectory(path)) {
      files.readFolder(path);
    } else {
      try (InputStream in = Files.newInputStream(path)) {
        files.readStream(path.toString(), in);
      }
    }
    files.artifacts.sort(Comparator.comparing(Artifact::name));
    return files.artifacts;
  }

  /** Reads one file, or the files of one archive, from a stream. */
  static List<Artifact> of(String name, InputStream in, Problems problems) throws IOException {
    CaptureFiles files = new CaptureFiles(problems);
    files.readStream(name, in);
    files.artifacts.sort(Comparator.comparing(Artifact::name));
    return files.artifacts;
  }

  /** Returns whether a path is a tar archive, by its name. */
  static boolean isArchive(Path path) {
    return ARCHIVE.matcher(path.toString()).matches();
  }

  /** Returns whether a name has a word that only files of machines have. */
  static boolean hasWord(String name) {
    return WORD.matcher(name).matches();
  }

  /** Returns whether a file of a folder or an archive may belong to a capture, by its name. */
  static boolean mayBelong(String path) {
    String name = path.substring(path.lastIndexOf('/') + 1);
    return NAME.matcher(name).matches() || hasWord(name) || MODPROBE.matcher(path).matches();
  }

  private void readFolder(Path folder) throws IOException {
    try (Stream<Path> walk = Files.walk(folder, DEPTH, new FileVisitOption[0])) {
      List<Path> found =
          walk.filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
              .filter(file -> mayBelong(file.toString()))
              .limit(ENTRY_LIMIT)
              .sorted()
              .toList();
      for (Path file : found) {
        try {
          readFile(file.toString().replaceFirst("^(\\./)+", ""), file);
        } catch (IOException e) {
          warn(file.toString(), "cannot read it: " + Inputs.reason(e));
        }
      }
    } catch (java.io.UncheckedIOException e) {
      throw new IOException(String.valueOf(e.getMessage()), e);
    }
  }

  private void readFile(String name, Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      keep(name, Decompression.of(new BufferedInputStream(in), FILE_LIMIT + 1L));
    }
  }

  /** Reads an archive, known by its name or by how it starts, or else a file. */
  private void readStream(String name, InputStream in) throws IOException {
    BufferedInputStream plain =
        new BufferedInputStream(Decompression.of(new BufferedInputStream(in), ARCHIVE_LIMIT));
    plain.mark(TAR_HEADER);
    byte[] head = plain.readNBytes(TAR_HEADER);
    plain.reset();
    if (Archive.isArchive(head) || ARCHIVE.matcher(name).matches()) {
      readArchive(name, plain);
    } else {
      keep(name, plain);
    }
  }

  private void readArchive(String name, InputStream in) throws IOException {
    try (TarArchiveInputStream tar = new TarArchiveInputStream(in)) {
      int entries = 0;
      for (TarArchiveEntry entry = tar.getNextEntry();
          entry != null && entries < ENTRY_LIMIT;
          entry = tar.getNextEntry()) {
        entries++;
        if (entry.isFile() && mayBelong(entry.getName())) {
          readEntry(name + "!" + entry.getName().replaceFirst("^(\\./)+", ""), tar);
        }
      }
      if (entries == 0) {
        throw new IOException("it is no tar archive, or an empty one");
      }
    } catch (RuntimeException e) {
      throw new IOException("it is no tar archive: " + e.getMessage(), e);
    }
  }

  private void readEntry(String name, InputStream tar) throws IOException {
    byte[] packed = tar.readNBytes(FILE_LIMIT + 1);
    try {
      keep(name, Decompression.of(new ByteArrayInputStream(packed), FILE_LIMIT + 1L));
    } catch (IOException e) {
      warn(name, "cannot unpack it: " + Inputs.reason(e));
    }
  }

  private void keep(String name, InputStream in) throws IOException {
    byte[] bytes = in.readNBytes(FILE_LIMIT + 1);
    if (bytes.length > FILE_LIMIT) {
      warn(name, "left out: larger than %d MiB".formatted(FILE_LIMIT >> 20));
    } else if (total + bytes.length > TOTAL_LIMIT) {
      warn(name, "left out: the capture is larger than %d MiB".formatted(TOTAL_LIMIT >> 20));
    } else {
      total += bytes.length;
      artifacts.add(new Artifact(name, bytes));
    }
  }

  private void warn(String name, String message) {
    problems.warning(new SourceLocation(name, 0, 0), "", message, "");
  }
}
