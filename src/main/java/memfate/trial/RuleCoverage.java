package memfate.trial;

import memfate.engine.RuleInfo;

/**
 * Which cases a rule has.
 *
 * @param fired in how many boots of cases it fired
 * @param boots in how many boots of cases it could have
 * @param hasNearMiss whether a case has it in {@code x-silent}
 * @param why why it never fired, empty when it did
 */
public record RuleCoverage(RuleInfo rule, int fired, int boots, boolean hasNearMiss, String why) {

  public boolean isCovered() {
    return fired > 0;
  }

  /** Returns whether a case of its not firing is missing, where there can be one. */
  public boolean lacksNearMiss() {
    return !hasNearMiss && !firesInEveryBoot(rule);
  }

  /** A rule that asks for nothing but the event with which every boot begins has no near miss. */
  static boolean firesInEveryBoot(RuleInfo rule) {
    return rule.conditions().size() == 1
        && rule.conditions().get(0).text().equals("CurrentEvent( name == \"boot\" )");
  }

  RuleCoverage because(String reason) {
    return new RuleCoverage(rule, fired, boots, hasNearMiss, reason);
  }
}
