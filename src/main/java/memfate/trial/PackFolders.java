package memfate.trial;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import memfate.engine.PolicyException;
import memfate.packs.Pack;
import memfate.packs.PackLibrary;
import memfate.platform.Diagnostic;
import memfate.platform.SourceLocation;
import org.jspecify.annotations.Nullable;

/** Which packs cases are about: those in whose folders they stand. */
public final class PackFolders {
  /** No packs: cases that stand in one cannot be run. */
  static final PackFolders NONE = new PackFolders(PackLibrary.NONE, Map.of());

  private static final String FILE = "pack.yaml";

  private final PackLibrary library;
  private final Map<Path, Pack> byFolder;

  private PackFolders(PackLibrary library, Map<Path, Pack> byFolder) {
    this.library = library;
    this.byFolder = byFolder;
  }

  /** Takes the folders of all packs of a library, of those too that others stand in for. */
  public static PackFolders of(PackLibrary library) {
    Map<Path, Pack> byFolder = new HashMap<>();
    Stream.concat(
            library.packs().stream(), library.shadowed().stream().map(PackLibrary.Shadowed::pack))
        .forEach(
            pack -> {
              Path folder = pack.files().folder();
              if (folder != null) {
                byFolder.put(whole(folder), pack);
              }
            });
    return new PackFolders(library, byFolder);
  }

  /** Takes one pack whose files are in a folder, whether or not it was opened from there. */
  static PackFolders of(PackLibrary library, Pack pack, Path folder) {
    return new PackFolders(library, Map.of(whole(folder), pack));
  }

  /** Returns the folder of the pack in which a file or folder stands. */
  public static Optional<Path> around(Path file) {
    for (Path at = whole(file); at != null; at = at.getParent()) {
      if (Files.isRegularFile(at.resolve(FILE))) {
        return Optional.of(at);
      }
    }
    return Optional.empty();
  }

  /** A pack, and those that it requires. */
  record Packed(Pack pack, PackLibrary library) {}

  /**
   * Returns the pack that a case is about, null when it is about none.
   *
   * @throws PolicyException if the pack or one of its rules is broken
   */
  @Nullable Packed packOf(RuleCase test) {
    Path folder = around(test.file()).orElse(null);
    if (folder == null) {
      return null;
    }
    Pack pack = byFolder.get(folder);
    List<Diagnostic> problems =
        pack == null
            ? List.of(
                Diagnostic.error(
                    "its pack is broken or not in use",
                    new SourceLocation(folder.toString(), 0, 0)))
            : library.check(pack);
    if (pack == null || !problems.isEmpty()) {
      throw new PolicyException("the pack of a case is broken", problems);
    }
    return new Packed(pack, library.only(pack).with(test.switches()));
  }

  private static Path whole(Path path) {
    return path.toAbsolutePath().normalize();
  }
}
