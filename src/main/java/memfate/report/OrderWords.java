package memfate.report;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import memfate.boot.Exploration;
import memfate.boot.Exploration.Fate;
import memfate.boot.Exploration.Orders;
import memfate.iomem.AddressRange;
import memfate.iomem.ByteCount;
import org.jspecify.annotations.Nullable;

/** Orders and what they end with, in words. */
final class OrderWords {
  private OrderWords() {}

  /** Returns the verdict about one reading, and what it rests on. */
  static String verdict(Orders orders) {
    String states = "%,d states".formatted(orders.states());
    return switch (orders.verdict()) {
      case INDEPENDENT ->
          "independent of the order: proved, %s, %s".formatted(count(orders.count()), states);
      case DEPENDENT ->
          orders.exhaustive()
              ? "order dependent: %d outcomes, %s, %s"
                  .formatted(orders.outcomes(), count(orders.count()), states)
              : "order dependent: at least %d outcomes; %s"
                  .formatted(orders.outcomes(), orders.gap());
      case UNKNOWN -> "unknown: one outcome met so far; " + orders.gap();
    };
  }

  /** Returns what the search took, in one sentence. */
  static String effort(Orders orders) {
    Exploration.Effort effort = orders.effort();
    boolean alike = !orders.states().equals(BigInteger.valueOf(effort.states()));
    return "%sof %,d events from state to state, rules ran for %,d%s"
        .formatted(
            alike ? "but for like devices %,d states; ".formatted(effort.states()) : "",
            effort.events(),
            effort.run(),
            orders.exhaustive() ? ": %s x reduced".formatted(factor(effort.reduction())) : "");
  }

  private static String factor(double factor) {
    return factor < 10 ? "%.1f".formatted(factor) : "%,.0f".formatted(factor);
  }

  /** Returns {@code 21,113,004 orders}. */
  static String count(@Nullable BigInteger orders) {
    return orders == null
        ? "not counted"
        : "%,d %s".formatted(orders, orders.equals(BigInteger.ONE) ? "order" : "orders");
  }

  /** Returns {@code hmem, 0 bytes of 1 GiB usable, defer register, dax_cxl:-12}. */
  static String fate(Fate fate, AddressRange range) {
    List<String> words = new ArrayList<>();
    words.add(fate.crash() ? "the kernel dies" : fate.owner().word());
    words.add(ByteCount.share(ByteCount.of(fate.usable()), ByteCount.of(range)) + " usable");
    if (!fate.decisions().isEmpty()) {
      words.add(String.join(" ", fate.decisions()));
    }
    fate.errors().forEach(error -> words.add(Errno.inWords(error)));
    return String.join(", ", words);
  }

  /** Returns what a sample is worth, in one sentence. */
  static String sample(Exploration.Sample sample) {
    return "not exhaustive: the states within the limit, and %d random orders (seed %d)"
        .formatted(sample.orders(), sample.seed());
  }
}
