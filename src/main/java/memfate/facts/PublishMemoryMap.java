package memfate.facts;

/** Merges what {@link AddMemory} collected; the answers are {@link MemoryMapEntry} facts. */
public record PublishMemoryMap() implements Effect {

  @Override
  public EffectKey key() {
    return new EffectKey(EffectStage.QUERY, 0, null, "");
  }
}
