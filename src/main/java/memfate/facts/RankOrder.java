package memfate.facts;

/**
 * Makes events wait by their ranks: while one ranked {@code from} up to {@code to} is pending, none
 * ranked {@code thenFrom} up to {@code thenTo} happens. A band that waits for itself goes in rank
 * order. The usual order of a policy keeps to all of these by its ranks alone; they say what holds
 * in every other order.
 *
 * @param from lowest rank of those that come first
 * @param to first rank behind them
 * @param thenFrom lowest rank of those that wait
 * @param thenTo first rank behind them
 */
public record RankOrder(long from, long to, long thenFrom, long thenTo) implements Effect {

  /** Events of a band happen in the order of their ranks. */
  public static RankOrder within(long from, long to) {
    return new RankOrder(from, to, from, to);
  }

  @Override
  public EffectKey key() {
    return new EffectKey(
        EffectStage.SCHEDULE, from, null, "ranks %d %d %d".formatted(to, thenFrom, thenTo));
  }
}
