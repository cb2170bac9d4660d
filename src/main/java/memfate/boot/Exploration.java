package memfate.boot;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import memfate.iomem.AddressRange;
import org.jspecify.annotations.Nullable;

/**
 * What the orders of events that the rules allow end with.
 *
 * @param platform id of the platform
 * @param policy name of the policy
 * @param readings one for each reading of the tables that the description does not know, at least
 *     one
 */
public record Exploration(String platform, String policy, List<Orders> readings) {

  /** Whether the fate depends on the order of events. */
  public enum Verdict {
    /** Every order gives the same: all were looked at. */
    INDEPENDENT,
    /** There are orders with different fates: a witness for each is known. */
    DEPENDENT,
    /** No two fates were met, but orders are left that nobody looked at. */
    UNKNOWN
  }

  /**
   * How far to look.
   *
   * @param states most states of one reading
   * @param seed of the random orders that are sampled when there are more
   * @param reduction whether to leave out what cannot make a difference
   * @param orders how many random orders are sampled when there are more
   * @param store where to keep what was found, and to go on from; null: nowhere
   */
  public record Limits(
      int states, long seed, boolean reduction, int orders, @Nullable SearchStore store) {
    public static final int DEFAULT_STATES = 200_000;
    public static final Limits DEFAULT = new Limits(DEFAULT_STATES, 1, true, null);

    /** Limits with as many random orders as take about two seconds. */
    public Limits(int states, long seed, boolean reduction, @Nullable SearchStore store) {
      this(states, seed, reduction, OrderSample.ORDERS, store);
    }
  }

  /**
   * The orders under one reading.
   *
   * @param assume what the reading assumes; empty when nothing is unknown
   * @param gap why some orders were not looked at, empty when all were
   * @param states how many states were met, those that were not looked at for likeness included
   * @param count how many orders there are; null when some were not looked at
   * @param outcomes how many different outcomes of the whole platform were met
   * @param sample the random orders that were tried; null when all orders were looked at
   * @param ranges the fates of each range, in address order
   * @param prefix how many events come before the first choice, in every order
   * @param endings an order for each different outcome of the whole platform, that of the usual
   *     order first
   * @param effort what it took
   */
  public record Orders(
      Map<String, String> assume,
      String gap,
      BigInteger states,
      @Nullable BigInteger count,
      int outcomes,
      @Nullable Sample sample,
      List<RangeOrders> ranges,
      int prefix,
      List<Witness> endings,
      Effort effort) {

    /** Returns whether every order was looked at. */
    public boolean exhaustive() {
      return gap.isEmpty();
    }

    /** Returns the verdict about the whole platform. */
    public Verdict verdict() {
      return Exploration.verdict(outcomes, exhaustive());
    }
  }

  /**
   * What a search took.
   *
   * @param states how many states were looked at
   * @param events how many events lead from state to state in all
   * @param run for how many of them rules ran
   */
  public record Effort(int states, BigInteger events, long run) {

    /** Returns how many times more events there are than rules ran for. */
    public double reduction() {
      return run == 0 ? 1 : events.doubleValue() / run;
    }
  }

  /**
   * Random orders: at each state one of the enabled events, each with the same chance. That is no
   * fair draw among orders, and never a proof.
   *
   * @param seed of the first; each further one adds 1
   * @param orders how many
   */
  public record Sample(long seed, int orders) {}

  /**
   * One range under all orders.
   *
   * @param outcomes its fates, the one of the usual order first
   * @param critical where its fate is decided; null unless that is known
   */
  public record RangeOrders(
      AddressRange range,
      Verdict verdict,
      List<RangeOutcome> outcomes,
      @Nullable CriticalPair critical) {}

  /**
   * One fate of a range.
   *
   * @param orders how many orders lead to it; null when some were not looked at
   * @param witness the shortest of the orders met, and of those the least by name
   */
  public record RangeOutcome(Fate fate, @Nullable BigInteger orders, Witness witness) {}

  /**
   * The fate of a range, without names that depend on timing.
   *
   * @param owner who holds it in the end
   * @param usable bytes that a driver uses
   * @param decisions words of what was decided about it, in order
   * @param errors failed steps as {@code kmem:-16}
   * @param crash whether the kernel dies
   */
  public record Fate(
      Outcome.Owner owner,
      long usable,
      List<String> decisions,
      List<String> errors,
      boolean crash) {}

  /**
   * Two events of which either may be next at one place of a boot: the choice decides whether the
   * fate of the usual order comes about.
   *
   * @param before what happened until then
   * @param keeps the one that leads to the fate of the usual order
   * @param loses the other: behind it every order ends otherwise
   */
  public record CriticalPair(List<Witness.Step> before, Witness.Step keeps, Witness.Step loses) {}

  static Verdict verdict(int outcomes, boolean exhaustive) {
    if (outcomes > 1) {
      return Verdict.DEPENDENT;
    }
    return exhaustive ? Verdict.INDEPENDENT : Verdict.UNKNOWN;
  }

  /** Returns the verdict over all readings: the gravest. */
  public Verdict verdict() {
    Verdict verdict = Verdict.INDEPENDENT;
    for (Orders orders : readings) {
      if (orders.verdict() != Verdict.INDEPENDENT && verdict != Verdict.DEPENDENT) {
        verdict = orders.verdict();
      }
    }
    return verdict;
  }

  /** Returns how many outcomes the reading with the most of them has. */
  public int outcomes() {
    return readings.stream().mapToInt(Orders::outcomes).max().orElse(0);
  }

  /** Returns whether every order of every reading was looked at. */
  public boolean exhaustive() {
    return readings.stream().allMatch(Orders::exhaustive);
  }
}
