package memfate.platform;

/**
 * One thing that is wrong, or worth saying, at one place of an input or of a rule file.
 *
 * @param severity how bad it is
 * @param message one sentence without a full stop
 * @param at the place
 * @param length columns that the caret line marks, at least 1
 * @param sourceLine the text of the line, or empty when there is none to show
 * @param help what to do about it, or empty
 * @param code name of the kind of problem, such as {@code unknown-field}, or empty
 */
public record Diagnostic(
    Severity severity,
    String message,
    SourceLocation at,
    int length,
    String sourceLine,
    String help,
    String code) {

  /** A diagnostic of no named kind. */
  public Diagnostic(
      Severity severity,
      String message,
      SourceLocation at,
      int length,
      String sourceLine,
      String help) {
    this(severity, message, at, length, sourceLine, help, "");
  }

  /** How bad a diagnostic or a finding is. */
  public enum Severity {
    ERROR,
    WARNING,
    INFO
  }

  public static Diagnostic error(String message, SourceLocation at) {
    return new Diagnostic(Severity.ERROR, message, at, 1, "", "");
  }
}
