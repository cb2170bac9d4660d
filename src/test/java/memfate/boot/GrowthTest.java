package memfate.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import memfate.engine.Policy;
import memfate.engine.RuleSession;
import memfate.facts.PlatformFacts;
import memfate.platform.Platform;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Ten times the machine takes ten times the work. Work is counted in rule firings and in what the
 * boot writes down, never in time.
 */
class GrowthTest {
  private static final int SMALL = 40;
  private static final int LARGE = 400;
  private static final double MOST = 10.5;

  /** How much work a boot was. */
  private record Work(long firings, long written) {}

  @TestFactory
  List<DynamicTest> workGrowsNoFasterThanTheMachine() {
    List<DynamicTest> tests = new ArrayList<>();
    for (String policy : Described.POLICIES.names()) {
      for (SyntheticPlatform.Shape shape : shapesFor(Described.POLICIES.policy(policy))) {
        tests.add(DynamicTest.dynamicTest(shape + " under " + policy, () -> check(policy, shape)));
      }
    }
    return tests;
  }

  /** A policy that is based on another has that one's rules: it only decides otherwise. */
  private static Collection<SyntheticPlatform.Shape> shapesFor(Policy policy) {
    return policy.definition().basedOn().isEmpty()
        ? EnumSet.allOf(SyntheticPlatform.Shape.class)
        : EnumSet.of(
            SyntheticPlatform.Shape.MIXED,
            SyntheticPlatform.Shape.NO_DECODERS,
            SyntheticPlatform.Shape.REBIND,
            SyntheticPlatform.Shape.HMAT);
  }

  private static void check(String name, SyntheticPlatform.Shape shape) {
    Policy policy = Described.POLICIES.policy(name);
    Work small = work(policy, SyntheticPlatform.of(SMALL, shape));
    Work large = work(policy, SyntheticPlatform.of(LARGE, shape));
    assertTrue(
        large.firings() <= MOST * small.firings(), () -> "firings " + small + " to " + large);
    assertTrue(
        large.written() <= MOST * small.written(), () -> "written " + small + " to " + large);
  }

  private static Work work(Policy policy, Platform platform) {
    long firings = 0;
    long written = 0;
    for (Readings.Reading reading : Readings.of(platform)) {
      try (RuleSession session = policy.open(5_000_000, false)) {
        BootRun run = new BootRun(policy, session, false, Map.of(), 8);
        BootRecord record = run.run(PlatformFacts.of(reading.platform()));
        assertEquals(Outcome.Status.OK, record.status(), record.diagnostics().toString());
        firings += session.counts().values().stream().mapToLong(Integer::longValue).sum();
        written += record.log().size() + record.decisions().size() + record.sequence();
        written += run.iomem().lines().count();
      }
    }
    return new Work(firings, written);
  }
}
