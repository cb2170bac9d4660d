package memfate.facts;

/** Something that a rule asks the boot to do; it is gone once done. */
public interface Effect {

  /**
   * Returns the place of this effect among those that one firing round asked for.
   *
   * <p>Rules fire in no promised order, so effects are applied in the order of these keys.
   */
  EffectKey key();
}
