package memfate.report;

import memfate.boot.Outcome;

/** A rule as a report names it. */
public final class RuleWords {
  private RuleWords() {}

  /** Returns {@code rule "name" at file:line}, with its pack if it belongs to one. */
  public static String of(Outcome.RuleRef rule) {
    String pack = rule.pack() == null ? "" : " of pack " + rule.pack();
    String place = rule.line() > 0 ? rule.file() + ":" + rule.line() : rule.file();
    return "rule \"" + rule.name() + "\"" + pack + " at " + place;
  }
}
