package memfate.facts;

/**
 * Reads what became of the Soft Reserved ranges; the answers are {@link SoftReservedFate} facts.
 */
public record ReadFates() implements Effect {

  @Override
  public EffectKey key() {
    return new EffectKey(EffectStage.QUERY, 0, null, "");
  }
}
