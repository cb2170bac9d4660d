package memfate.report;

import java.util.List;
import memfate.boot.Outcome;
import memfate.boot.WhyNot;
import memfate.boot.Witness;

/**
 * What a page shows of an outcome beyond its trace and its map.
 *
 * @param whyNot of each rule that decides and each range, why it did not fire
 * @param witnesses orders that end differently, run again with their trace and map
 * @param rules the rules that all of this names, as written
 */
public record Detail(List<WhyNot.About> whyNot, List<Replay> witnesses, List<RuleText> rules) {

  /** An order, and what came of it. */
  public record Replay(Witness witness, Outcome outcome) {}

  /** A rule as its file has it. */
  public record RuleText(Outcome.RuleRef rule, String text) {}
}
