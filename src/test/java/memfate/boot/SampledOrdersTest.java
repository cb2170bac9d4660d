package memfate.boot;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import memfate.facts.PlatformFacts;
import memfate.platform.Platform;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A random order ends as one of those that the search for all of them finds. */
class SampledOrdersTest {
  private static final int LIMIT = 3_000;

  @Test
  void aRandomOrderEndsAsAnExploredOne() {
    List<String> policies = List.of("v7.1", "hmem-cxl-v5", "v6.12", "rfc-2025-07", "v7.1");
    int several = 0;
    for (int seed = 2_000; seed < 2_015; seed++) {
      String policy = policies.get(seed % policies.size());
      several += explored(policy, RandomPlatforms.yaml(seed), 5) > 1 ? 1 : 0;
    }
    assertTrue(several >= 3, "machines with endings to choose from: " + several);
  }

  /** Machines as distributions boot them have many more orders. */
  @Test
  @Tag("long")
  void everyRandomOrderOfEveryPolicyEndsAsAnExploredOne() {
    List<String> policies = Described.POLICIES.names();
    long compared =
        IntStream.range(0, 3 * policies.size())
            .parallel()
            .filter(
                seed ->
                    explored(
                            policies.get(seed % policies.size()),
                            RandomPlatforms.ofDistribution(seed),
                            10)
                        > 0)
            .count();
    assertTrue(compared >= 10, "compared " + compared);
  }

  /**
   * Compares random orders with all of them.
   *
   * @return how many endings all orders have; 0 if there were too many states to tell
   */
  private static int explored(String policy, String yaml, int orders) {
    LiveBoot.Start start = start(policy, Described.of(yaml));
    try (StateSteps steps = new StateSteps(start, true)) {
      StateGraph graph =
          new StateSearch(steps, LIMIT, new StateGraph(), new HashMap<>(), () -> {}).search();
      if (!graph.gap().isEmpty()) {
        return 0;
      }
      Map<Ending, List<Witness.Step>> sampled = OrderSample.draw(start, 1, orders);
      sampled.forEach(
          (ending, order) ->
              assertTrue(
                  graph.endings().contains(ending),
                  () -> "%s%nunder %s ends with %s in %s".formatted(yaml, policy, ending, order)));
      return graph.endings().size();
    }
  }

  private static LiveBoot.Start start(String policy, Platform platform) {
    List<Object> facts = new ArrayList<>(PlatformFacts.of(platform, platform));
    return new LiveBoot.Start(
        Described.POLICIES.policy(policy), facts, BootOptions.DEFAULT.firingLimit(facts.size()));
  }
}
