package memfate.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import memfate.engine.Policy;
import memfate.facts.PlatformFacts;
import memfate.importer.DescriptionReader;
import memfate.platform.Platform;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * One description has one outcome: no thread, repetition or order of facts changes a byte of it.
 */
class DeterminismTest {
  private static final int REPETITIONS = 20;
  private static final int EVERY = 4;
  private static final int SEEDS = 5;

  private static List<Platform> platforms() throws IOException {
    List<Platform> platforms = new ArrayList<>();
    for (String folder :
        List.of("inputs/examples", "src/test/resources/scenarios", "src/test/resources/captures")) {
      try (Stream<Path> files = Files.list(Path.of(folder))) {
        List<Path> sorted = files.filter(f -> f.toString().endsWith(".yaml")).sorted().toList();
        for (int i = 0; i < sorted.size(); i += folder.startsWith("inputs") ? 1 : EVERY) {
          platforms.addAll(new DescriptionReader().read(sorted.get(i)).platforms());
        }
      }
    }
    assertNotEquals(List.of(), platforms);
    return platforms;
  }

  private static List<Policy> policies() {
    return Described.POLICIES.names().stream().map(Described.POLICIES::policy).toList();
  }

  /** A share of the platforms; those of all shares together are all, whatever the policy. */
  private static List<Platform> share(int share, Policy policy) throws IOException {
    List<Platform> all = platforms();
    List<Platform> mine = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      if (Math.floorMod(i + policies().indexOf(policy), SEEDS) == share) {
        mine.add(all.get(i));
      }
    }
    return mine;
  }

  /** Everything that an outcome says, firings of an event in sorted order. */
  private static String text(Outcome outcome) {
    return "%s %s %s\n%s\n%s\n%s\n%s\n%s\n%s\n%s"
        .formatted(
            outcome.platform(),
            outcome.policy(),
            outcome.status(),
            lines(outcome.ranges()),
            outcome.iomem(),
            lines(outcome.log()),
            lines(outcome.findings()),
            lines(outcome.diagnostics()),
            lines(outcome.readings()),
            lines(outcome.trace().stream().map(DeterminismTest::sorted).toList()));
  }

  private static Outcome.EventTrace sorted(Outcome.EventTrace event) {
    List<Outcome.Firing> firings = new ArrayList<>(event.firings());
    firings.sort((a, b) -> a.toString().compareTo(b.toString()));
    return new Outcome.EventTrace(
        event.sequence(), event.event(), event.actor(), firings, event.changes());
  }

  private static String lines(List<?> things) {
    return things.stream().map(String::valueOf).collect(Collectors.joining("\n"));
  }

  private static String run(Policy policy, Platform platform) {
    return text(new Boot(policy, BootOptions.DEFAULT.withTracing()).run(platform));
  }

  @Test
  void twentyRunsGiveTheSameBytes() throws IOException {
    Policy policy = Described.POLICIES.policy("v7.1");
    for (Platform platform : share(0, policy)) {
      String first = run(policy, platform);
      for (int i = 1; i < REPETITIONS; i++) {
        assertEquals(first, run(policy, platform), platform.id());
      }
    }
  }

  @Test
  void threadsThatShareAPolicyGiveTheSameBytes()
      throws IOException, InterruptedException, ExecutionException {
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      for (Policy policy : policies()) {
        List<Platform> platforms = share(0, policy);
        List<Future<String>> parallel = new ArrayList<>();
        for (int round = 0; round < 2; round++) {
          platforms.forEach(p -> parallel.add(threads.submit(() -> run(policy, p))));
        }
        for (int i = 0; i < parallel.size(); i++) {
          Platform platform = platforms.get(i % platforms.size());
          assertEquals(run(policy, platform), parallel.get(i).get(), platform.id());
        }
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void insertingTheFactsInAnotherOrderGivesTheSameBytes(long seed) throws IOException {
    Random random = new Random(seed);
    List<String> differences = new ArrayList<>();
    for (Policy policy : policies()) {
      Boot boot = new Boot(policy, BootOptions.DEFAULT.withTracing());
      for (Platform platform : share((int) seed - 1, policy)) {
        for (Readings.Reading reading : Readings.of(platform)) {
          List<Object> facts = new ArrayList<>(PlatformFacts.of(reading.platform()));
          String inOrder = text(boot.runOne(reading.platform(), facts));
          Collections.shuffle(facts, random);
          String shuffled = text(boot.runOne(reading.platform(), facts));
          if (!inOrder.equals(shuffled)) {
            differences.add(
                policy.name() + " " + platform.id() + ": " + difference(inOrder, shuffled));
          }
        }
      }
    }
    assertEquals("", String.join("\n", differences), differences.size() + " differences");
  }

  private static String difference(String a, String b) {
    List<String> left = a.lines().toList();
    List<String> right = b.lines().toList();
    int i = 0;
    while (i < Math.min(left.size(), right.size()) && left.get(i).equals(right.get(i))) {
      i++;
    }
    return "line %d of %d and %d:\n  %s\n  %s"
        .formatted(
            i,
            left.size(),
            right.size(),
            i < left.size() ? left.get(i) : "",
            i < right.size() ? right.get(i) : "");
  }
}
