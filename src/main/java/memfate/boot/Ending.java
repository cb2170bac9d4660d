package memfate.boot;

import java.util.List;
import memfate.iomem.AddressRange;

/**
 * What an order of events ends with, as far as orders are compared: names that depend on timing and
 * the log are left out.
 *
 * @param status how the boot ended
 * @param why what went wrong, unless it ended well or the kernel died
 */
record Ending(Outcome.Status status, List<Part> parts, String why) {

  /** The fate of one range. */
  record Part(AddressRange range, Exploration.Fate fate) {}

  /** Returns the ending with these fates. */
  static Ending of(Outcome.Status status, List<Outcome.RangeFate> fates) {
    boolean crash = status == Outcome.Status.CRASH;
    return new Ending(status, fates.stream().map(fate -> part(fate, crash)).toList(), "");
  }

  private static Part part(Outcome.RangeFate fate, boolean crash) {
    List<String> decisions =
        fate.decisions().stream().map(Outcome.RangeDecision::decision).toList();
    return new Part(
        fate.range(),
        new Exploration.Fate(fate.owner(), fate.usable(), decisions, fate.errors(), crash));
  }

  /** Returns whether it says who owns what. */
  boolean isAnswer() {
    return why.isEmpty();
  }
}
