package memfate.facts;

/** Reserves the lowest free number of a pool for the next {@link AllocateId} of a holder. */
public record ReserveId(String pool, String holder, long order) implements Effect {

  @Override
  public EffectKey key() {
    return new EffectKey(EffectStage.NUMBER, order, null, pool + " " + holder);
  }
}
