package memfate.batch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import memfate.boot.Outcome;
import memfate.importer.DescriptionReader;
import memfate.platform.Diagnostic;
import memfate.platform.Platform;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DecisionCacheTest {
  private final DecisionCache cache = new DecisionCache();
  private final AtomicInteger evaluations = new AtomicInteger();

  private static Platform platform(String file, String text) {
    return new DescriptionReader().read(file, text).platforms().get(0);
  }

  private static String text(String id, String end, String more) {
    return """
    schema: memfate-platform/1
    id: %s
    firmware-map:
      - {range: 0x1000-0x%s, e820: usable}
    %s
    """
        .formatted(id, end, more);
  }

  /** Says in words and in places where the first entry of the map stands. */
  private Outcome evaluate(Platform platform) {
    evaluations.incrementAndGet();
    var at = platform.firmwareMap().rows().get(0).at();
    String words = "%s of %s".formatted(at, platform.id());
    return new Outcome(
        platform.id(),
        "p",
        Outcome.Status.OK,
        List.of(),
        "",
        List.of(words),
        List.of(),
        List.of(Diagnostic.error(words, at)),
        List.of(),
        List.of());
  }

  private Outcome outcome(Platform platform) {
    return cache.outcome(platform, "p", this::evaluate);
  }

  @Test
  void machinesThatDifferInNameSourceAndPlacesAreEvaluatedOnce() {
    Platform one = platform("one.yaml", text("one", "1fff", ""));
    Platform other =
        platform(
            "dir/other.yaml",
            "# a remark\n" + text("other", "1fff", "title: t\ntags: [x]\nsource: {url: u}"));

    assertEquals(evaluate(one), outcome(one));
    assertEquals(evaluate(other), outcome(other));
    assertEquals("dir/other.yaml:5:5 of other", outcome(other).log().get(0));
    assertEquals(1, cache.misses());
    assertEquals(2, cache.hits());
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "kernel: {version: \"6.12\"}",
        "x-vendor: {key: 1}",
        "machine: {arch: aarch64}",
        "lint: {suppress: [{code: X, why: y}]}",
        "srat: absent",
        "boot: {order: open}",
        "cmdline: quiet"
      })
  void whatPoliciesSeeMakesAnotherMachine(String more) {
    outcome(platform("a.yaml", text("a", "1fff", "")));
    outcome(platform("a.yaml", text("a", "1fff", more)));

    assertEquals(2, cache.misses());
  }

  @Test
  void anotherOrderOfTheKeysMakesAnotherMachine() {
    outcome(platform("a.yaml", text("a", "1fff", "srat: absent\nhmat: absent")));
    outcome(platform("a.yaml", text("a", "1fff", "hmat: absent\nsrat: absent")));

    assertEquals(2, cache.misses());
  }

  @Test
  void anotherContextIsAnotherQuestion() {
    Platform one = platform("one.yaml", text("one", "1fff", ""));
    cache.outcome(one, "p", this::evaluate);
    cache.outcome(one, "q", this::evaluate);

    assertEquals(2, cache.misses());
  }

  @Test
  void theCacheIsBounded() {
    DecisionCache small = new DecisionCache(0);
    Platform one = platform("one.yaml", text("one", "1fff", ""));

    assertEquals(evaluate(one), small.outcome(one, "p", this::evaluate));
    assertEquals(evaluate(one), small.outcome(one, "p", this::evaluate));
    assertEquals(2, small.misses());
  }

  @Test
  void whatFailsIsToldByEachMachineItself() {
    Function<Platform, Outcome> failing =
        platform -> {
          throw new IllegalStateException(platform.id() + " at " + platform.at());
        };
    for (String name : List.of("one", "other")) {
      Platform platform = platform(name, text(name, "1fff", ""));
      String told =
          assertThrows(IllegalStateException.class, () -> cache.outcome(platform, "p", failing))
              .getMessage();
      assertEquals("%s at %s:1:1".formatted(name, name), told);
    }
  }

  @Test
  void threadsThatAskAtOnceGetOneEvaluation() throws Exception {
    int threads = 4;
    CountDownLatch asked = new CountDownLatch(threads);
    List<Future<Outcome>> outcomes = new ArrayList<>();
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    for (int i = 0; i < threads; i++) {
      Platform platform = platform("f" + i, text("host" + i, "1fff", ""));
      outcomes.add(
          pool.submit(
              () -> {
                asked.countDown();
                asked.await();
                return outcome(platform);
              }));
    }
    for (int i = 0; i < threads; i++) {
      assertEquals("f%d:4:5 of host%d".formatted(i, i), outcomes.get(i).get().log().get(0));
    }
    pool.shutdown();
    assertEquals(1, evaluations.get());
  }

  @Test
  void aTextThatLooksLikeAStandInIsNotTakenForOne() {
    String odd = "x-odd: \"\uE000memfate-file0000:1:1\"";
    Platform one = platform("one.yaml", text("one", "1fff", odd));

    assertEquals(evaluate(one), outcome(one));
    assertEquals(0, cache.misses());
  }
}
