package memfate.facts;

import memfate.platform.SourceLocation;

/**
 * Remarks something about the platform.
 *
 * @param code such as {@code KERNEL-OOPS}
 * @param severity {@code error}, {@code warning} or {@code info}
 */
public record Finding(String code, String severity, String message, SourceLocation at)
    implements Effect {

  public static Finding error(String code, String message, SourceLocation at) {
    return new Finding(code, "error", message, at);
  }

  public static Finding error(String code, String message) {
    return new Finding(code, "error", message, SourceLocation.NONE);
  }

  /** Remarks that a step of the description changes nothing. */
  public static Finding ignoredStep(String verb, String subject, SourceLocation at) {
    String message =
        "the step \"%s %s\" is taken as a remark: the rules decide when this happens"
            .formatted(verb, subject);
    return new Finding("BOOT-STEP-IGNORED", "info", message, at);
  }

  @Override
  public EffectKey key() {
    return new EffectKey(EffectStage.RECORD, 0, null, code + " " + at + " " + message);
  }
}
