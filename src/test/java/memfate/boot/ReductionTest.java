package memfate.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;
import memfate.boot.Exploration.Limits;
import memfate.boot.Exploration.Orders;
import memfate.engine.Policy;
import memfate.platform.Platform;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * What the search leaves out makes no difference: running the rules for every event of every state,
 * in a session that took all events before it, finds the same states, counts, outcomes and
 * witnesses.
 */
class ReductionTest {
  private static final Limits REDUCED = new Limits(2_000, 1, true, null);
  private static final Limits NAIVE = new Limits(40, 1, false, null);

  @Test
  void aFewRandomMachinesGiveTheSame() {
    assertTrue(compared(0, 16) >= 6, "most machines have few enough states");
  }

  /** At least 500 machines of which all orders can be walked, and every policy. */
  @Test
  @Tag("long")
  void manyRandomMachinesGiveTheSame() {
    int compared = compared(1_000, 1_000);
    System.out.println("compared " + compared);
    assertTrue(compared >= 500, "compared " + compared);
  }

  /** Returns how many of them could be compared. */
  private static int compared(int firstSeed, int seeds) {
    List<String> policies = Described.POLICIES.names();
    return IntStream.range(firstSeed, firstSeed + seeds)
        .parallel()
        .map(seed -> compare(seed, policies.get(seed % policies.size())) ? 1 : 0)
        .sum();
  }

  private static boolean compare(int seed, String name) {
    Policy policy = Described.POLICIES.policy(name);
    Platform platform = Described.of(RandomPlatforms.withFewOrders(seed));
    List<Orders> naive = explored(policy, platform, NAIVE);
    List<Orders> reduced = explored(policy, platform, REDUCED);
    boolean exhaustive = true;
    for (int i = 0; i < naive.size(); i++) {
      if (naive.get(i).exhaustive()) {
        same(naive.get(i), reduced.get(i), "seed " + seed + " under " + name);
      } else {
        exhaustive = false;
      }
    }
    return exhaustive;
  }

  private static List<Orders> explored(Policy policy, Platform platform, Limits limits) {
    return new Boot(policy, BootOptions.DEFAULT).explore(platform, limits).readings();
  }

  private static void same(Orders naive, Orders reduced, String which) {
    assertEquals(naive.gap(), reduced.gap(), which);
    assertEquals(naive.count(), reduced.count(), which);
    assertEquals(naive.states(), reduced.states(), which);
    assertEquals(naive.ranges(), reduced.ranges(), which);
    assertEquals(naive.endings(), reduced.endings(), which);
    assertEquals(naive.effort().events(), reduced.effort().events(), which);
  }
}
