package memfate.facts;

import memfate.iomem.AddressRange;

/** Takes back the decision about a range at the current event: the walk stopped before it. */
public record Withdraw(AddressRange range) implements Effect {

  @Override
  public EffectKey key() {
    return new EffectKey(EffectStage.RECORD, 0, range, "withdraw");
  }
}
