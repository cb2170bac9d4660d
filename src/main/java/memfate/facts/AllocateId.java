package memfate.facts;

import memfate.iomem.AddressRange;
import org.jspecify.annotations.Nullable;

/** Takes the lowest free number of a pool; the answer is {@link GrantedId}. */
public record AllocateId(String pool, String holder, @Nullable AddressRange range)
    implements Effect {

  @Override
  public EffectKey key() {
    return new EffectKey(EffectStage.NUMBER, 0, range, pool + " " + holder);
  }
}
