package memfate.facts;

import memfate.iomem.AddressRange;

/**
 * Proposes what becomes of a range at the current event.
 *
 * <p>Of several proposals the one from the most specific band stands (policy, vendor, system,
 * local); the answer is {@link Decided}.
 *
 * @param range the unit of decision
 * @param decision {@code defer}, {@code register}, {@code drop} or {@code skip}
 * @param message the kernel's log text without the range, or why
 * @param logged whether the kernel logs it
 */
public record Decision(AddressRange range, String decision, String message, boolean logged)
    implements Effect {

  /** Leaves the range to a later event or to CXL. */
  public static Decision defer(AddressRange range, String message) {
    return new Decision(range, "defer", message, true);
  }

  /** Makes an hmem device of the range, and logs it. */
  public static Decision register(AddressRange range, String message) {
    return new Decision(range, "register", message, true);
  }

  /** Gives the range up for good, to CXL. */
  public static Decision drop(AddressRange range, String message) {
    return new Decision(range, "drop", message, true);
  }

  /** Passes the range over. */
  public static Decision skip(AddressRange range, String why) {
    return new Decision(range, "skip", why, false);
  }

  /** Returns the same decision without a line in the kernel log. */
  public Decision silently() {
    return new Decision(range, decision, message, false);
  }

  @Override
  public EffectKey key() {
    return new EffectKey(EffectStage.DECIDE, 0, range, decision + " " + message);
  }
}
