package memfate.importer;

/** A value that does not mean what its key needs; becomes a diagnostic at the value's place. */
public final class ScalarException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String help;

  public ScalarException(String message, String help) {
    super(message, null, false, false);
    this.help = help;
  }

  /** Returns the message, never null. */
  public String message() {
    return String.valueOf(getMessage());
  }

  public String help() {
    return help;
  }
}
