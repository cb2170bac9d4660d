package memfate.boot;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import memfate.boot.Exploration.Fate;
import memfate.importer.DescriptionReader;
import memfate.iomem.AddressRange;
import memfate.platform.Platform;

/**
 * A description of {@code inputs/races} in every order of events.
 *
 * @param file where it stands
 */
record Race(Path file, Platform platform) {
  static final Path FOLDER = Path.of("inputs/races");

  private static final Map<List<String>, Exploration> EXPLORED = new ConcurrentHashMap<>();

  /** Returns all of them, by file and place. */
  static List<Race> all() {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files
          .filter(file -> file.toString().endsWith(".yaml"))
          .sorted()
          .flatMap(Race::in)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Stream<Race> in(Path file) {
    return new DescriptionReader().read(file).platforms().stream().map(p -> new Race(file, p));
  }

  String id() {
    return platform.id();
  }

  /** Returns the policies that it is about; to the others it does not apply. */
  List<String> policies() {
    return platform.kernel().policies();
  }

  /** Explores it, once for all tests. */
  Exploration explore(String policy) {
    return EXPLORED.computeIfAbsent(
        List.of(id(), policy),
        key ->
            new Boot(Described.POLICIES.policy(policy), BootOptions.DEFAULT)
                .explore(platform, Exploration.Limits.DEFAULT));
  }

  /**
   * Returns whether a range ends as it should: all of it in use, by CXL unless {@code x-race.right}
   * names another owner.
   */
  boolean isRight(AddressRange range, Fate fate) {
    String right = platform.extensions().getOrDefault("x-race.right", "cxl");
    return fate.owner().word().equals(right) && fate.usable() == range.size();
  }
}
