package memfate.facts;

/** Ends the boot: the kernel dies here. */
public record Crash(String message) implements Effect {

  @Override
  public EffectKey key() {
    return new EffectKey(EffectStage.RECORD, 1, null, message);
  }
}
