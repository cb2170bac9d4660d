package memfate.facts;

/** The order in which one round applies the kinds of effects. */
final class EffectStage {
  static final int REMOVE = 10;
  static final int INSERT = 20;
  static final int NUMBER = 30;
  static final int RECORD = 40;
  static final int QUERY = 50;
  static final int SCHEDULE = 60;
  static final int DECIDE = 70;

  private EffectStage() {}
}
