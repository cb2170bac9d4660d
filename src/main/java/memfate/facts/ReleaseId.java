package memfate.facts;

/** Gives a number back to its pool. */
public record ReleaseId(String pool, int number) implements Effect {

  @Override
  public EffectKey key() {
    return new EffectKey(EffectStage.REMOVE, number, null, pool);
  }
}
