package memfate.packs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import memfate.engine.PolicyException;

/**
 * Where packs are looked for: of two packs with one id the later place has the say.
 *
 * @param places in order
 */
public record PackPath(List<Place> places) {
  static final Path DISTRIBUTION = Path.of("/usr/share/memfate/packs");
  static final Path ADMINISTRATOR = Path.of("/etc/memfate/packs");
  private static final int VENDOR_AND_PACK = 2;

  /**
   * A folder with packs.
   *
   * @param name what reports call it
   * @param local whether its packs are of band local, whatever they claim
   * @param required whether it is an error when it is not there
   */
  public record Place(Path folder, String name, boolean local, boolean required) {}

  /** A path without a place. */
  public static final PackPath NONE = new PackPath(List.of());

  /**
   * Returns the usual path: packs of the rules folder, of the distribution, of the administrator,
   * and those that the command line names.
   */
  public static PackPath usual(Path rules, List<Path> named) {
    List<Place> places = new ArrayList<>();
    places.add(new Place(rules.resolve("packs"), "rules/packs", false, false));
    places.add(new Place(DISTRIBUTION, DISTRIBUTION.toString(), false, false));
    places.add(new Place(ADMINISTRATOR, ADMINISTRATOR.toString(), true, false));
    named.forEach(folder -> places.add(new Place(folder, folder.toString(), false, true)));
    return new PackPath(places);
  }

  /** Returns whether there is a pack outside of the rules folder: whoever wrote it. */
  public static boolean hasForeign(Path rules, List<Path> named) {
    return usual(rules, named).places().stream().skip(1).anyMatch(PackPath::hasPack);
  }

  /** A place that cannot be read has none; opening it says why. */
  private static boolean hasPack(Place place) {
    try {
      return !candidates(place).isEmpty();
    } catch (PolicyException e) {
      return false;
    }
  }

  /**
   * Returns where the packs of a place lie, sorted.
   *
   * @throws PolicyException if the place cannot be read, or has to be there and is not
   */
  public static List<Path> packsIn(Place place) {
    return candidates(place).stream().map(Candidate::path).toList();
  }

  /** A pack that was found and not read yet. */
  record Candidate(Path path, String name, boolean local) {
    PackFiles files() {
      return Files.isDirectory(path)
          ? PackFiles.ofFolder(path, name)
          : PackFiles.ofArchive(path, name);
    }
  }

  /**
   * Returns the packs of a place, sorted by path: folders with a {@code pack.yaml} and archives, at
   * most two levels down; or the one that the place itself is.
   *
   * @throws PolicyException if the place cannot be read, or has to be there and is not
   */
  static List<Candidate> candidates(Place place) {
    if (isPack(place.folder())) {
      return List.of(new Candidate(place.folder(), place.name(), place.local()));
    }
    if (!Files.isDirectory(place.folder())) {
      if (place.required()) {
        throw PackFiles.broken("there is neither a pack nor a folder with packs", place.name());
      }
      return List.of();
    }
    try (Stream<Path> found = Files.walk(place.folder(), VENDOR_AND_PACK)) {
      return found
          .filter(path -> !path.equals(place.folder()) && isPack(path))
          .sorted()
          .map(path -> new Candidate(path, nameOf(place, path), place.local()))
          .toList();
    } catch (IOException | java.io.UncheckedIOException e) {
      throw PackFiles.broken("cannot look for packs: " + e, place.name());
    }
  }

  private static String nameOf(Place place, Path path) {
    return place.name() + "/" + place.folder().relativize(path).toString().replace('\\', '/');
  }

  private static boolean isPack(Path path) {
    return Files.isRegularFile(path.resolve(PackReader.FILE))
        || (path.toString().endsWith(".zip") && Files.isRegularFile(path));
  }
}
