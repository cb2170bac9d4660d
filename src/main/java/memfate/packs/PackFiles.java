package memfate.packs;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import memfate.engine.PolicyException;
import memfate.platform.Diagnostic;
import memfate.platform.SourceLocation;
import org.jspecify.annotations.Nullable;

/**
 * The files of a pack, from a folder or from an archive: the same files have the same digest.
 *
 * <p>Hidden files are none of it. Packs come from strangers: sizes and numbers have limits, links
 * are not followed, and an archive names no file outside of itself.
 */
public final class PackFiles {
  /** The list of digests that {@code pack build} writes. */
  static final String SUMS = "SHA256SUMS";

  /** The signature of that list. */
  static final String SIGNATURE = "SHA256SUMS.sig";

  private static final int MOST_FILES = 2_000;
  private static final long MOST_BYTES = 16L << 20;

  private final String name;
  private final String separator;
  private final SortedMap<String, byte[]> contents;
  private final @Nullable Path folder;

  private PackFiles(
      String name, String separator, SortedMap<String, byte[]> contents, @Nullable Path folder) {
    this.folder = folder;
    this.name = name;
    this.separator = separator;
    this.contents = contents;
  }

  /**
   * Reads a folder.
   *
   * @param name what reports call it
   * @throws PolicyException if it cannot be read or is too large
   */
  public static PackFiles ofFolder(Path folder, String name) {
    SortedMap<String, byte[]> contents = new TreeMap<>();
    try (Stream<Path> walk = Files.walk(folder)) {
      List<Path> files =
          walk.filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
              .filter(file -> !isHidden(folder.relativize(file)))
              .sorted()
              .toList();
      long left = MOST_BYTES;
      for (Path file : files) {
        byte[] bytes = limited(Files.newInputStream(file), left, name);
        left -= bytes.length;
        contents.put(folder.relativize(file).toString().replace('\\', '/'), bytes);
        checkNumber(contents, name);
      }
    } catch (IOException | java.io.UncheckedIOException e) {
      throw broken("cannot read the pack: " + e, name);
    }
    return new PackFiles(name, "/", contents, folder);
  }

  private static boolean isHidden(Path relative) {
    for (Path part : relative) {
      if (part.toString().startsWith(".")) {
        return true;
      }
    }
    return false;
  }

  /**
   * Reads an archive.
   *
   * @param name what reports call it
   * @throws PolicyException if it cannot be read, is too large or names files outside of itself
   */
  public static PackFiles ofArchive(Path archive, String name) {
    SortedMap<String, byte[]> contents = new TreeMap<>();
    try (ZipFile zip = new ZipFile(archive.toFile())) {
      long left = MOST_BYTES;
      for (Enumeration<? extends ZipEntry> e = zip.entries(); e.hasMoreElements(); ) {
        ZipEntry entry = e.nextElement();
        if (!entry.isDirectory()) {
          checkPath(entry.getName(), name);
          byte[] bytes = limited(zip.getInputStream(entry), left, name);
          left -= bytes.length;
          if (contents.put(entry.getName(), bytes) != null) {
            throw broken("the archive has two files \"%s\"".formatted(entry.getName()), name);
          }
          checkNumber(contents, name);
        }
      }
    } catch (IOException | IllegalArgumentException e) {
      throw broken("cannot read the archive: " + e.getMessage(), name);
    }
    if (!contents.containsKey(SUMS)) {
      throw broken("the archive has no %s; memfate pack build makes one".formatted(SUMS), name);
    }
    return new PackFiles(name, "!/", contents, null);
  }

  private static void checkPath(String path, String name) {
    boolean outside =
        path.startsWith("/")
            || path.contains("\\")
            || path.contains(":")
            || Stream.of(path.split("/", -1)).anyMatch(p -> p.isEmpty() || p.startsWith("."));
    if (outside) {
      throw broken("the archive names a file \"%s\"".formatted(path), name);
    }
  }

  private static void checkNumber(SortedMap<String, byte[]> contents, String name) {
    if (contents.size() > MOST_FILES) {
      throw broken("the pack has more than %d files".formatted(MOST_FILES), name);
    }
  }

  private static byte[] limited(InputStream stream, long left, String name) throws IOException {
    try (stream) {
      byte[] bytes = stream.readNBytes((int) left + 1);
      if (bytes.length > left) {
        throw broken("the pack has more than %d MiB".formatted(MOST_BYTES >> 20), name);
      }
      return bytes;
    }
  }

  /** Returns what reports call it. */
  public String name() {
    return name;
  }

  /** Returns what reports call one of its files. */
  public String nameOf(String path) {
    return name + separator + path;
  }

  /** Returns the folder that they are in, null for an archive. */
  public @Nullable Path folder() {
    return folder;
  }

  /** Writes all files into a folder. */
  public void unpack(Path target) throws IOException {
    for (String path : paths()) {
      Path file = target.resolve(path);
      Files.createDirectories(file.toAbsolutePath().getParent());
      Files.write(file, bytesOf(path));
    }
  }

  /** Returns the paths of its files, sorted; digests and signature are not among them. */
  public List<String> paths() {
    return contents.keySet().stream()
        .filter(path -> !path.equals(SUMS) && !path.equals(SIGNATURE))
        .toList();
  }

  byte @Nullable [] bytes(String path) {
    return contents.get(path);
  }

  /** Returns the bytes of one of its files. */
  public byte[] bytesOf(String path) {
    byte[] bytes = contents.get(path);
    if (bytes == null) {
      throw broken("the pack has no " + path, name);
    }
    return bytes;
  }

  /**
   * Returns the text of one of its files.
   *
   * @throws PolicyException if there is none, or it is not UTF-8
   */
  public String text(String path) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytesOf(path))).toString();
    } catch (CharacterCodingException e) {
      throw broken("the file is not UTF-8", nameOf(path));
    }
  }

  /** Returns the list of digests, a line a file: what an archive carries and a key signs. */
  String sums() {
    return paths().stream()
        .map(path -> Digests.sha256(bytesOf(path)) + "  " + path + "\n")
        .collect(Collectors.joining());
  }

  /** Returns the SHA-256 of all files and their names, in hex. */
  public String sha256() {
    return Digests.sha256(sums().getBytes(StandardCharsets.UTF_8));
  }

  /** Returns what is wrong with the digests, if there are any. */
  List<Diagnostic> checkSums() {
    if (!contents.containsKey(SUMS)) {
      return List.of();
    }
    List<String> said = text(SUMS).lines().toList();
    List<String> found = sums().lines().toList();
    List<Diagnostic> wrong = new ArrayList<>();
    for (String line : found) {
      if (!said.contains(line)) {
        wrong.add(wrong("its digest is not the one that " + SUMS + " has", line));
      }
    }
    for (String line : said) {
      String path = pathIn(line);
      if (!contents.containsKey(path)) {
        wrong.add(wrong("it is missing, and " + SUMS + " has it", line));
      }
    }
    return wrong;
  }

  private Diagnostic wrong(String message, String line) {
    return Diagnostic.error(message, new SourceLocation(nameOf(pathIn(line)), 0, 0));
  }

  private static String pathIn(String line) {
    int blanks = line.indexOf("  ");
    return blanks < 0 ? line : line.substring(blanks + 2);
  }

  static PolicyException broken(String message, String file) {
    return new PolicyException(
        message, List.of(Diagnostic.error(message, new SourceLocation(file, 0, 0))));
  }
}
