package memfate.boot;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import memfate.engine.RuleSession;
import memfate.facts.DecisionTaken;
import memfate.facts.Event;
import memfate.facts.EventTaken;
import memfate.facts.FindingMade;
import memfate.facts.Logged;
import memfate.facts.OrderFate;
import memfate.facts.RangeIndex;
import memfate.iomem.AddressRange;
import memfate.platform.SourceLocation;
import org.jspecify.annotations.Nullable;

/**
 * One order of events that was run to its end.
 *
 * @param steps its events
 * @param fates what became of the Soft Reserved ranges
 * @param crash whether the kernel died
 * @param facts the facts that are left, and what the record says of how they came about
 */
record JudgedOrder(
    List<Witness.Step> steps, List<Outcome.RangeFate> fates, boolean crash, List<Object> facts) {

  /** Runs an order; null when the rules do not allow it, or give it no answer. */
  static @Nullable JudgedOrder run(LiveBoot.Start start, EventOrder order) {
    List<Witness.Step> steps = new ArrayList<>();
    EventOrder noting =
        queue -> {
          Event event = order.next(queue);
          if (event != null) {
            steps.add(Witness.Step.of(event));
          }
          return event;
        };
    try (RuleSession session = start.policy().open(start.firingLimit(), false)) {
      BootRecord record =
          new BootRun(start.policy(), session, false, Map.of(), 1).run(start.facts(), noting);
      if (!record.hasAnswer()) {
        return null;
      }
      // The queue is asked for one event more when a kernel dies.
      List<Witness.Step> taken = List.copyOf(steps.subList(0, record.sequence()));
      return new JudgedOrder(
          taken,
          new FateOfRanges(session, record).fates(),
          record.status() == Outcome.Status.CRASH,
          left(session, record, taken));
    }
  }

  private static List<Object> left(
      RuleSession session, BootRecord record, List<Witness.Step> steps) {
    List<Object> left = new ArrayList<>(session.facts(Object.class));
    left.removeIf(RangeIndex.class::isInstance);
    for (int i = 0; i < steps.size(); i++) {
      left.add(new EventTaken(steps.get(i).event(), steps.get(i).subject(), i + 1));
    }
    for (BootRecord.UnitDecision taken : record.decisions()) {
      Outcome.RangeDecision decision = taken.decision();
      left.add(
          new DecisionTaken(taken.unit(), decision.decision(), decision.event(), taken.sequence()));
    }
    for (Outcome.Finding finding : record.findings()) {
      String severity = finding.severity().name().toLowerCase(java.util.Locale.ROOT);
      left.add(new FindingMade(finding.code(), severity, finding.bytes(), finding.at()));
    }
    record.remarks().forEach(remark -> left.add(new Logged(remark.range(), remark.text())));
    return left;
  }

  /**
   * Returns the fates as rules see them.
   *
   * @param order {@code judged} or {@code usual}
   */
  List<OrderFate> fatesAs(String order) {
    return fates.stream().map(fate -> fateAs(order, fate)).toList();
  }

  private OrderFate fateAs(String order, Outcome.RangeFate fate) {
    return new OrderFate(
        order,
        fate.range(),
        fate.owner().word(),
        fate.usable(),
        fate.decisions().stream()
            .map(Outcome.RangeDecision::decision)
            .collect(Collectors.joining(" ")),
        String.join(" ", fate.errors()),
        crash);
  }

  /** Returns the input line of the Soft Reserved range that some addresses belong to. */
  SourceLocation placeOf(AddressRange range) {
    return fates.stream()
        .filter(fate -> fate.range().overlaps(range))
        .findFirst()
        .map(Outcome.RangeFate::at)
        .orElse(SourceLocation.NONE);
  }
}
