package memfate.boot;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import memfate.boot.Judgement.Violation;
import memfate.engine.Asked;
import memfate.engine.Invariants;
import memfate.engine.PolicyException;
import memfate.engine.RuleFailure;
import memfate.engine.RuleInfo;
import memfate.engine.RuleSession;
import memfate.facts.OrderFate;
import memfate.facts.OrderFates;
import memfate.iomem.AddressRange;
import memfate.platform.Diagnostic;
import memfate.platform.SourceLocation;
import org.jspecify.annotations.Nullable;

/**
 * Judges orders of events by the invariants.
 *
 * <p>Each order is run to its end. What is left then, what the usual order ends with and what is
 * known of all orders are the facts of a session of its own, in which the invariants fire.
 */
final class Judge {
  /** About half a minute of boots of a machine with a few windows. */
  static final int MOST_ORDERS = 1000;

  private static final Comparator<Violation> GRAVEST_FIRST =
      Comparator.<Violation, Diagnostic.Severity>comparing(v -> v.finding().severity())
          .thenComparing(Violation::range)
          .thenComparing(v -> v.finding().code())
          .thenComparing(v -> v.finding().message());

  private final String platform;
  private final LiveBoot.Start start;
  private final Invariants invariants;
  private final Map<String, String> suppressed;

  /** What makes two violations of different orders the same. */
  private record Met(Outcome.Finding finding, AddressRange range) {}

  /**
   * Prepares to judge.
   *
   * @param platform its id
   * @param suppressed codes that the description does not want to hear of, and why
   */
  Judge(
      String platform,
      LiveBoot.Start start,
      Invariants invariants,
      Map<String, String> suppressed) {
    this.platform = platform;
    this.start = start;
    this.invariants = invariants;
    this.suppressed = suppressed;
  }

  /** Judges the outcomes of an exploration, each by its order. */
  Judgement explored(Exploration.Orders orders) {
    List<Witness> endings = orders.endings();
    List<OrderFates> known =
        orders.ranges().stream().map(range -> fates(range, orders.exhaustive())).toList();
    JudgedOrder usual = JudgedOrder.run(start, EventQueue::next);
    Map<Met, Violation> all = new LinkedHashMap<>();
    int judged = 0;
    for (Witness witness : endings.subList(0, Math.min(endings.size(), MOST_ORDERS))) {
      JudgedOrder end = JudgedOrder.run(start, new WitnessOrder(witness.steps()));
      if (usual != null && end != null) {
        violations(usual, end, known, witness).forEach(v -> add(all, v));
        judged++;
      }
    }
    return judgement(orders.assume(), judged, endings.size(), all.values());
  }

  private static OrderFates fates(Exploration.RangeOrders range, boolean exhaustive) {
    Exploration.CriticalPair pair = range.critical();
    return new OrderFates(
        range.range(),
        range.outcomes().size(),
        exhaustive,
        pair == null ? "" : pair.keeps().text(),
        pair == null ? "" : pair.loses().text());
  }

  /**
   * Judges one order.
   *
   * @param assume what the reading of unknown tables assumes
   */
  Judgement single(EventOrder order, Map<String, String> assume) {
    JudgedOrder usual = JudgedOrder.run(start, EventQueue::next);
    JudgedOrder end = JudgedOrder.run(start, order);
    if (usual == null || end == null) {
      return judgement(assume, 0, 1, List.of());
    }
    Witness witness = new Witness(platform, start.policy().name(), assume, end.steps());
    return judgement(assume, 1, 1, violations(usual, end, fates(usual, end), witness));
  }

  /** What is known of all orders when two were run. */
  private static List<OrderFates> fates(JudgedOrder usual, JudgedOrder end) {
    Map<AddressRange, OrderFate> known = new LinkedHashMap<>();
    usual.fatesAs("judged").forEach(fate -> known.put(fate.range(), fate));
    List<OrderFates> fates = new ArrayList<>();
    for (OrderFate fate : end.fatesAs("judged")) {
      OrderFate other = known.get(fate.range());
      int different = other == null || other.equals(fate) ? 1 : 2;
      fates.add(new OrderFates(fate.range(), different, false, "", ""));
    }
    return fates;
  }

  private static Judgement judgement(
      Map<String, String> assume, int judged, int outcomes, Collection<Violation> violations) {
    return new Judgement(
        assume, judged, outcomes, violations.stream().sorted(GRAVEST_FIRST).toList());
  }

  private static void add(Map<Met, Violation> all, Violation found) {
    all.merge(new Met(found.finding(), found.range()), found, Judge::both);
  }

  private static Violation both(Violation known, Violation other) {
    boolean better =
        Explorer.SHORTEST_THEN_LEAST.compare(other.witness().steps(), known.witness().steps()) < 0;
    Witness witness = better ? other.witness() : known.witness();
    return new Violation(known.finding(), known.range(), known.outcomes() + 1, witness);
  }

  private List<Violation> violations(
      JudgedOrder usual, JudgedOrder end, List<OrderFates> known, Witness witness) {
    List<Violation> met = new ArrayList<>();
    try (RuleSession session = invariants.open(start.firingLimit())) {
      end.facts().forEach(session::insert);
      end.fatesAs("judged").forEach(session::insert);
      usual.fatesAs("usual").forEach(session::insert);
      known.forEach(session::insert);
      for (Asked asked : session.fire()) {
        met.add(violation(asked, end, witness));
      }
    } catch (RuleFailure failure) {
      throw broken(String.valueOf(failure.getMessage()), failure.rule());
    }
    return met;
  }

  private Violation violation(Asked asked, JudgedOrder end, Witness witness) {
    if (!(asked.effect() instanceof memfate.facts.Violation stated)) {
      String what = asked.effect().getClass().getSimpleName();
      throw broken("an invariant states a Violation and nothing else, no " + what, asked.rule());
    }
    Outcome.Finding finding =
        new Outcome.Finding(
            stated.code(),
            Diagnostic.Severity.valueOf(stated.severity().toUpperCase(Locale.ROOT)),
            stated.message(),
            "",
            -1,
            end.placeOf(stated.range()),
            BootRecord.reference(asked.rule()),
            suppressed.get(stated.code()));
    return new Violation(finding, stated.range(), 1, witness);
  }

  private static PolicyException broken(String message, @Nullable RuleInfo rule) {
    SourceLocation at =
        rule == null ? SourceLocation.NONE : new SourceLocation(rule.file(), rule.line(), 0);
    return new PolicyException(message, List.of(Diagnostic.error(message, at)));
  }
}
