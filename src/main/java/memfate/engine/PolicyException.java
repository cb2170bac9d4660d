package memfate.engine;

import java.util.List;
import memfate.platform.Diagnostic;

/** A policy that does not exist, compile, validate or resolve. */
public final class PolicyException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<Diagnostic> diagnostics;

  public PolicyException(String message, List<Diagnostic> diagnostics) {
    super(message);
    this.diagnostics = List.copyOf(diagnostics);
  }

  /** Returns everything that is wrong, at least one entry. */
  public List<Diagnostic> diagnostics() {
    return diagnostics;
  }
}
