package memfate.facts;

import memfate.iomem.AddressRange;

/** Changes the flags of a resource. */
public record SetFlags(Tree tree, String name, AddressRange range, long flags) implements Effect {

  @Override
  public EffectKey key() {
    return new EffectKey(EffectStage.INSERT, Long.MAX_VALUE, range, name);
  }
}
