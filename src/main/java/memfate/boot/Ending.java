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

  static Ending of(BootRun run) {
    BootRecord record = run.finish();
    if (!record.hasAnswer()) {
      return new Ending(record.status(), List.of(), why(record));
    }
    boolean crash = record.status() == Outcome.Status.CRASH;
    return new Ending(
        record.status(), run.fates().stream().map(fate -> part(fate, crash)).toList(), "");
  }

  private static Part part(Outcome.RangeFate fate, boolean crash) {
    List<String> decisions =
        fate.decisions().stream().map(Outcome.RangeDecision::decision).toList();
    return new Part(
        fate.range(),
        new Exploration.Fate(fate.owner(), fate.usable(), decisions, fate.errors(), crash));
  }

  private static String why(BootRecord record) {
    return record.diagnostics().isEmpty() ? "no answer" : record.diagnostics().get(0).message();
  }

  /** Returns whether it says who owns what. */
  boolean isAnswer() {
    return why.isEmpty();
  }
}
