package memfate.facts;

/** Ends the run: the policy does not cover this platform. */
public record Refuse(String message) implements Effect {

  @Override
  public EffectKey key() {
    return new EffectKey(EffectStage.RECORD, 1, null, message);
  }
}
