package memfate.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import memfate.engine.Policy;
import memfate.engine.RuleSession;
import memfate.facts.FixedWindow;
import memfate.facts.PlatformFacts;
import memfate.platform.Platform;
import org.junit.jupiter.api.Test;

/** Boots that share a policy do not feel each other. */
class SharedPolicyTest {
  @Test
  void anotherKindOfListInAnEarlierBootChangesNothing() {
    Policy policy = Described.POLICIES.policy("v7.1");
    Platform platform = SyntheticPlatform.of(30, SyntheticPlatform.Shape.MIXED);
    for (int round = 0; round < 3; round++) {
      for (int kind = 0; kind < 4; kind++) {
        List<Object> facts = new ArrayList<>();
        for (Object fact : PlatformFacts.of(platform)) {
          facts.add(fact instanceof FixedWindow window ? withTargets(window, kind) : fact);
        }
        try (RuleSession session = policy.open(5_000_000, false)) {
          BootRecord record = new BootRun(policy, session, false, Map.of(), 8).run(facts);
          assertEquals(List.of(), record.diagnostics());
        }
      }
    }
  }

  private static FixedWindow withTargets(FixedWindow w, int kind) {
    List<Long> targets =
        switch (kind) {
          case 0 -> List.copyOf(w.targets());
          case 1 -> new ArrayList<>(w.targets());
          case 2 -> new LinkedList<>(w.targets());
          default -> w.targets().stream().toList();
        };
    return new FixedWindow(
        w.index(),
        w.range(),
        w.base(),
        w.size(),
        w.ways(),
        w.arithmetic(),
        w.granularity(),
        targets,
        w.restrictions(),
        w.length(),
        w.eniw(),
        w.hbig(),
        w.reserved(),
        w.at());
  }
}
