package memfate.engine;

import java.util.List;
import memfate.platform.Diagnostic;
import memfate.platform.SourceLocation;

/** A policy that does not exist, compile, validate or resolve. */
public final class PolicyException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<Diagnostic> diagnostics;

  public PolicyException(String message, List<Diagnostic> diagnostics) {
    super(message);
    this.diagnostics = List.copyOf(diagnostics);
  }

  static PolicyException of(String message, String file) {
    return of(message, new SourceLocation(file, 0, 0));
  }

  static PolicyException of(String message, SourceLocation at) {
    return new PolicyException(message, List.of(Diagnostic.error(message, at)));
  }

  /** Returns everything that is wrong, at least one entry. */
  public List<Diagnostic> diagnostics() {
    return diagnostics;
  }
}
