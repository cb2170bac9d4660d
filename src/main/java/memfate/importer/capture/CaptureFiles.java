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
import memfate.importer.Decompression;
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
    } else if (isArchive(path)) {
      files.readArchive(path);
    } else {
      files.readFile(path.toString(), path);
    }
    files.artifacts.sort(Comparator.comparing(Artifact::name));
    return files.artifacts;
  }

  /** Reads one file from a stream. */
  static List<Artifact> of(String name, InputStream in, Problems problems) throws IOException {
    CaptureFiles files = new CaptureFiles(problems);
    files.keep(name, Decompression.of(new BufferedInputStream(in), FILE_LIMIT + 1L));
    return files.artifacts;
  }

  /** Returns whether a path is a tar archive, by its name. */
  static boolean isArchive(Path path) {
    Path name = path.getFileName();
    return name != null && ARCHIVE.matcher(name.toString()).matches();
  }

  /** Returns whether a file of a folder or an archive may belong to a capture, by its name. */
  static boolean mayBelong(String path) {
    String name = path.substring(path.lastIndexOf('/') + 1);
    return NAME.matcher(name).matches() || MODPROBE.matcher(path).matches();
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
          readFile(file.toString(), file);
        } catch (IOException e) {
          warn(file.toString(), "cannot read it: " + e.getMessage());
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

  private void readArchive(Path path) throws IOException {
    try (InputStream in = Files.newInputStream(path);
        TarArchiveInputStream tar =
            new TarArchiveInputStream(
                Decompression.of(new BufferedInputStream(in), ARCHIVE_LIMIT))) {
      int entries = 0;
      for (TarArchiveEntry entry = tar.getNextEntry();
          entry != null && entries < ENTRY_LIMIT;
          entry = tar.getNextEntry()) {
        entries++;
        if (entry.isFile() && mayBelong(entry.getName())) {
          readEntry(path + "!" + entry.getName().replaceFirst("^(\\./)+", ""), tar);
        }
      }
    } catch (RuntimeException e) {
      throw new IOException("not a tar archive: " + e.getMessage(), e);
    }
  }

  private void readEntry(String name, InputStream tar) throws IOException {
    byte[] packed = tar.readNBytes(FILE_LIMIT + 1);
    try {
      keep(name, Decompression.of(new ByteArrayInputStream(packed), FILE_LIMIT + 1L));
    } catch (IOException e) {
      warn(name, "cannot unpack it: " + e.getMessage());
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
