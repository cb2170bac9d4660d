package memfate.facts;

import memfate.iomem.AddressRange;

/**
 * Says that an order of events ends as none should. Rules of {@code rules/invariants} state it.
 *
 * @param code such as {@code DOUBLE-OWNER}
 * @param severity {@code error}, {@code warning} or {@code info}
 * @param range the addresses that it is about
 * @param message what is wrong with them, one sentence
 */
public record Violation(String code, String severity, AddressRange range, String message)
    implements Effect {

  public static Violation error(String code, AddressRange range, String message) {
    return new Violation(code, "error", range, message);
  }

  public static Violation warning(String code, AddressRange range, String message) {
    return new Violation(code, "warning", range, message);
  }

  @Override
  public EffectKey key() {
    return new EffectKey(EffectStage.RECORD, 0, range, code + " " + message);
  }
}
