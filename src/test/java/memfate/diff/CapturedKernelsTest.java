package memfate.diff;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import memfate.KeptRules;
import memfate.boot.Boot;
import memfate.boot.BootOptions;
import memfate.boot.Outcome;
import memfate.boot.Outcome.Owner;
import memfate.boot.Outcome.RangeFate;
import memfate.engine.PolicyLibrary;
import memfate.importer.DescriptionReader;
import memfate.platform.Expectation;
import memfate.platform.Platform;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What changes from v6.12 to v7.1, against what kernels 6.12 and 7.3 did on the same machines. */
class CapturedKernelsTest {
  private static final Path CAPTURES = Path.of("src/test/resources/captures");
  private static final PolicyLibrary POLICIES = KeptRules.open();
  private static final String OLD = "6.12.107-";
  private static final String NEW = "7.3.4-";
  private static final long MIB = 1 << 20;

  private static Platform read(Path file) {
    return new DescriptionReader().read(file).platforms().get(0);
  }

  private static Platform capture(String name) {
    return read(CAPTURES.resolve(name + ".yaml"));
  }

  private static Comparison compare(Platform platform) {
    return Comparison.of(side(platform, "v6.12"), side(platform, "v7.1"));
  }

  private static Subject side(Platform platform, String policy) {
    return new Subject(
        policy, new Boot(POLICIES.policy(policy), BootOptions.DEFAULT.withTracing()).run(platform));
  }

  @ParameterizedTest(name = "{0} loses {1} MiB")
  @CsvSource({
    "6.12.107-region-smaller, 512",
    "7.2.13-region-smaller, 512",
    "7.3.4-region-smaller, 512",
    "6.12.107-sr-larger, 1024",
    "7.3.4-sr-larger, 1024",
    "6.12.107-sr-across-two, 2048",
    "7.3.4-sr-across-two, 2048"
  })
  void machinesLoseTheirCapacityFromV71On(String name, long lost) {
    Comparison comparison = compare(capture(name));
    assertEquals(Comparison.Verdict.CHANGED, comparison.verdict());
    assertTrue(comparison.losesMemory());
    AnswerDifference answer = comparison.answers().get(0);
    assertEquals(BigInteger.valueOf(lost * MIB), answer.lost());
    RangeDifference range = answer.groups().get(0).changed().get(0);
    assertEquals(Owner.CXL, fate(range.left()).owner());
    assertEquals(Owner.HMEM, fate(range.right()).owner());
    assertEquals(0, fate(range.right()).usable());
    Parting parting = range.parting();
    assertTrue(parting != null);
    assertEquals("deferred-work", parting.event());
    assertEquals(Parting.By.DECISION, parting.by());
  }

  private static RangeFate fate(@org.jspecify.annotations.Nullable RangeFate fate) {
    assertTrue(fate != null);
    return fate;
  }

  /** Cases that both kernels booted, described from either: each side has what its kernel did. */
  @TestFactory
  Stream<DynamicTest> everyDifferenceIsOneOfRealKernels() throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    Map<String, Platform> old = cases(OLD);
    cases(NEW)
        .forEach(
            (name, now) -> {
              Platform before = old.get(name);
              if (before != null && isOnlyBooted(before) && isOnlyBooted(now)) {
                tests.add(DynamicTest.dynamicTest(name, () -> agrees(before, now)));
              }
            });
    assertTrue(tests.size() >= 25, "only " + tests.size());
    return tests.stream();
  }

  /** Life cycles are captured step by step, and the steps of two kernels are not the same. */
  private static boolean isOnlyBooted(Platform platform) {
    return platform.expect().stream().allMatch(expected -> expected.step() == null);
  }

  private static Map<String, Platform> cases(String kernel) throws IOException {
    Map<String, Platform> cases = new TreeMap<>();
    try (Stream<Path> files = Files.list(CAPTURES)) {
      for (Path file : files.toList()) {
        String name = file.getFileName().toString().replace(".yaml", "");
        if (name.startsWith(kernel)) {
          cases.put(name.substring(kernel.length()), read(file));
        }
      }
    }
    return cases;
  }

  private static void agrees(Platform before, Platform now) {
    List<Expectation.ExpectedRange> seenBefore = seen(before);
    List<Expectation.ExpectedRange> seenNow = seen(now);
    for (Platform platform : List.of(before, now)) {
      Comparison comparison = compare(platform);
      for (AnswerDifference answer : comparison.answers()) {
        assertSeen(seenBefore, answer.left());
        assertSeen(seenNow, answer.right());
      }
    }
  }

  private static List<Expectation.ExpectedRange> seen(Platform platform) {
    return platform.expect().isEmpty() ? List.of() : platform.expect().get(0).ranges();
  }

  private static void assertSeen(List<Expectation.ExpectedRange> seen, Outcome outcome) {
    for (Expectation.ExpectedRange range : seen) {
      String place = outcome.platform() + " " + range.range();
      RangeFate fate =
          outcome.ranges().stream()
              .filter(f -> f.range().equals(range.range()))
              .findFirst()
              .orElseThrow(() -> new AssertionError(place));
      assertEquals(range.owner(), fate.owner().word(), place);
      Long usable = range.usable();
      assertTrue(usable == null || usable == fate.usable(), place);
    }
  }

  @Test
  void theInterleavedMachinePartsWhereItsRegionIsSorted() {
    AnswerDifference answer = compare(capture("7.3.4-interleave2")).answers().get(0);
    Parting parting = answer.groups().get(0).changed().get(0).parting();
    assertTrue(parting != null);
    assertEquals("region-sort region0", parting.event());
    assertTrue(parting.left() != null && parting.right() == null);
  }
}
