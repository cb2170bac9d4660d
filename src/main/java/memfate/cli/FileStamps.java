package memfate.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Files and when each was written last.
 *
 * @param stamps time and size by file
 */
record FileStamps(Map<Path, Stamp> stamps) {

  /** When a file was written, and how long it is. */
  record Stamp(FileTime written, long size) {}

  /** Looks at files and at all that lies below folders; what is not there yet may come. */
  static FileStamps of(Collection<Path> roots) {
    Map<Path, Stamp> stamps = new TreeMap<>();
    for (Path root : roots) {
      if (Files.exists(root)) {
        walk(root, stamps);
      }
    }
    return new FileStamps(stamps);
  }

  private static void walk(Path root, Map<Path, Stamp> stamps) {
    try {
      Files.walkFileTree(
          root,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
              stamps.put(file, new Stamp(attributes.lastModifiedTime(), attributes.size()));
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException gone) {
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the files that came, went or were written since. */
  Set<Path> changedSince(FileStamps before) {
    Set<Path> all = new TreeSet<>(stamps.keySet());
    all.addAll(before.stamps.keySet());
    return all.stream()
        .filter(file -> !Objects.equals(stamps.get(file), before.stamps.get(file)))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
