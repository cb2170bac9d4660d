package memfate.facts;

import memfate.iomem.AddressRange;
import org.jspecify.annotations.Nullable;

/**
 * Takes a number of a pool; the answer is {@link GrantedId}.
 *
 * <p>A holder that reserved a number gets that one and reserves the next; others get the lowest
 * free.
 */
public record AllocateId(String pool, String holder, @Nullable AddressRange range)
    implements Effect {

  @Override
  public EffectKey key() {
    return new EffectKey(EffectStage.NUMBER, 0, range, pool + " " + holder);
  }
}
