package memfate.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A folder that nobody but the user can change, and its files: what lies in it may be trusted as
 * much as the user.
 */
final class PrivateFolder {
  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rwx------");

  private final Path folder;

  private PrivateFolder(Path folder) {
    this.folder = folder;
  }

  /**
   * Opens a folder, and makes it when it is not there.
   *
   * @throws IOException if it is somebody else's, or others may look into it or write to it
   */
  static PrivateFolder open(Path folder) throws IOException {
    if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
      Path above = folder.getParent();
      if (above != null) {
        Files.createDirectories(above);
      }
      Files.createDirectory(folder, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
    }
    PosixFileAttributes attributes = attributes(folder);
    if (!attributes.isDirectory()) {
      throw new IOException(folder + " is no folder");
    }
    check(folder, attributes);
    return new PrivateFolder(folder);
  }

  /**
   * Reads a file.
   *
   * @throws IOException if there is none, or it is not the user's alone
   */
  byte[] read(String name) throws IOException {
    Path file = folder.resolve(name);
    PosixFileAttributes attributes = attributes(file);
    if (!attributes.isRegularFile()) {
      throw new IOException(file + " is no file");
    }
    check(file, attributes);
    return Files.readAllBytes(file);
  }

  boolean has(String name) {
    return Files.exists(folder.resolve(name), LinkOption.NOFOLLOW_LINKS);
  }

  /** Writes a file: whoever reads it meanwhile sees all of it or nothing. */
  void write(String name, byte[] bytes) throws IOException {
    Path beside = Files.createTempFile(folder, "", ".part");
    try {
      Files.write(beside, bytes);
      Files.move(beside, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(beside);
    }
  }

  /** Removes all but the newest files. */
  void keepNewest(int most) throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.list(folder)) {
      files = all.sorted(Comparator.comparing(PrivateFolder::age)).toList();
    }
    for (Path old : files.subList(Math.min(most, files.size()), files.size())) {
      Files.deleteIfExists(old);
    }
  }

  private static long age(Path file) {
    try {
      return -attributes(file).lastModifiedTime().toMillis();
    } catch (IOException e) {
      return Long.MAX_VALUE;
    }
  }

  private static PosixFileAttributes attributes(Path path) throws IOException {
    try {
      return Files.readAttributes(path, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    } catch (UnsupportedOperationException e) {
      throw new IOException("this file system does not tell whose a file is", e);
    }
  }

  private static void check(Path path, PosixFileAttributes attributes) throws IOException {
    String user = System.getProperty("user.name", "");
    if (!attributes.owner().getName().equals(user)) {
      throw new IOException("%s belongs to %s".formatted(path, attributes.owner().getName()));
    }
    if (!OWNER_ONLY.containsAll(attributes.permissions())) {
      throw new IOException(
          "%s is open to others (%s)"
              .formatted(path, PosixFilePermissions.toString(attributes.permissions())));
    }
  }
}
