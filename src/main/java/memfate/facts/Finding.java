package memfate.facts;

import memfate.platform.SourceLocation;

/**
 * Remarks something about the platform.
 *
 * @param code such as {@code KERNEL-OOPS}
 * @param severity {@code error}, {@code warning} or {@code info}
 * @param message what was found, one sentence
 * @param advice what to do about it, one sentence, or empty
 * @param bytes how many bytes are lost or concerned, -1 when that is no figure of this finding
 * @param at the input line
 */
public record Finding(
    String code, String severity, String message, String advice, long bytes, SourceLocation at)
    implements Effect {

  public static Finding error(String code, String message, SourceLocation at) {
    return new Finding(code, "error", message, "", -1, at);
  }

  public static Finding warning(String code, String message, SourceLocation at) {
    return new Finding(code, "warning", message, "", -1, at);
  }

  public static Finding info(String code, String message, SourceLocation at) {
    return new Finding(code, "info", message, "", -1, at);
  }

  /** Remarks that a step of the description changes nothing. */
  public static Finding ignoredStep(String verb, String subject, SourceLocation at) {
    String message =
        "the step \"%s %s\" is taken as a remark: the rules decide when this happens"
            .formatted(verb, subject);
    return info("BOOT-STEP-IGNORED", message, at);
  }

  /** Returns the same finding with what to do about it. */
  public Finding advice(String sentence) {
    return new Finding(code, severity, message, sentence, bytes, at);
  }

  /** Returns the same finding with the number of bytes that are lost. */
  public Finding losing(long lost) {
    return new Finding(code, severity, message, advice, lost, at);
  }

  @Override
  public EffectKey key() {
    String place = "%s %010d %010d %010d".formatted(at.file(), at.line(), at.column(), at.offset());
    return new EffectKey(EffectStage.RECORD, 0, null, code + " " + place + " " + message);
  }
}
