package memfate.boot;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import memfate.facts.Event;

/** Random orders of events. */
final class OrderSample {
  /** About two seconds of boots of a machine with a few windows. */
  static final int ORDERS = 100;

  private OrderSample() {}

  /** Returns an order for each ending that random orders meet: of several the first. */
  static Map<Ending, List<Witness.Step>> draw(LiveBoot.Start start, long seed, int orders) {
    Map<Ending, List<Witness.Step>> met = new LinkedHashMap<>();
    for (int i = 0; i < orders; i++) {
      List<Witness.Step> path = new ArrayList<>();
      met.putIfAbsent(one(start, new SplittableRandom(seed + i), path), path);
    }
    return met;
  }

  private static Ending one(LiveBoot.Start start, RandomGenerator random, List<Witness.Step> path) {
    try (LiveBoot boot = start.begin()) {
      boot.takeForced(path);
      List<Event> enabled = boot.enabled();
      while (!enabled.isEmpty()) {
        Event event = enabled.get(random.nextInt(enabled.size()));
        path.add(Witness.Step.of(event));
        boot.take(event);
        boot.takeForced(path);
        enabled = boot.enabled();
      }
      return boot.ending();
    }
  }
}
