package memfate.boot;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import memfate.boot.Exploration.Limits;
import memfate.boot.Exploration.Orders;
import memfate.engine.Policy;
import memfate.platform.Expectation;
import memfate.platform.Platform;

/**
 * A real boot of {@code src/test/resources/captures} in every order of events.
 *
 * @param id of its description
 */
record Captured(String id, Platform platform) {
  private static final Path FOLDER = Path.of("src/test/resources/captures");

  /** Returns all of them, by name. */
  static List<Captured> all() {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files
          .filter(file -> file.toString().endsWith(".yaml"))
          .sorted()
          .map(Described::read)
          .map(platform -> new Captured(platform.id(), platform))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the one with an id. */
  static Captured named(String id) {
    return new Captured(id, Described.capture(id + ".yaml"));
  }

  /** Explores it under the policy of its kernel. */
  Exploration explore(Limits limits) {
    return boot(BootOptions.DEFAULT).explore(platform, limits);
  }

  /**
   * Returns what the real boot ended with: states that it left on the way belong to one order of
   * its steps.
   */
  List<Expectation> end() {
    int last = platform.boot().steps().size();
    return platform.expect().stream()
        .filter(expected -> expected.step() == null || expected.step() == last)
        .toList();
  }

  /**
   * Returns, of each outcome that was found, how it differs from what the real boot ended with; an
   * empty list among them is that end.
   */
  List<List<String>> differences(Exploration found) {
    List<List<String>> differences = new ArrayList<>();
    for (Orders orders : found.readings()) {
      for (Witness witness : orders.endings()) {
        Outcome outcome = boot(BootOptions.DEFAULT.along(witness)).run(platform);
        differences.add(
            end().stream()
                .flatMap(expected -> ExpectationChecker.differences(outcome, expected).stream())
                .toList());
      }
    }
    return differences;
  }

  private Boot boot(BootOptions options) {
    Policy policy =
        Described.POLICIES.policy(Described.POLICIES.select(platform.kernel().version()).policy());
    return new Boot(policy, options);
  }
}
