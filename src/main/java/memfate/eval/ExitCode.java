package memfate.eval;

/**
 * What a process ends with, the least grave first: of several, the gravest stands.
 *
 * <p>A failure of the tool never looks like a finding or like a pass.
 */
public enum ExitCode {
  /** Done, nothing at or above {@code --fail-on}. */
  DONE(0),
  /** Findings at or above {@code --fail-on}. */
  FINDINGS(1),
  /** No answer: a limit was hit, or the policy does not cover a platform. */
  INCONCLUSIVE(5),
  /** Some inputs could not be read; the rest are complete. */
  UNREADABLE(3),
  /** A policy does not compile, validate or resolve. */
  POLICY(4),
  /** The command line makes no sense; nothing was done. */
  USAGE(2),
  /** Whoever read the output went away: what a process ends with that SIGPIPE kills. */
  READER_LEFT(141),
  /** The output could not be written, as on a full disk ({@code EX_IOERR} of sysexits.h). */
  OUTPUT(74),
  /** A bug in memfate ({@code EX_SOFTWARE}). */
  BUG(70);

  private final int code;

  ExitCode(int code) {
    this.code = code;
  }

  public int code() {
    return code;
  }

  /** Returns the graver of the two. */
  public ExitCode and(ExitCode other) {
    return compareTo(other) >= 0 ? this : other;
  }
}
