package memfate.eval;

import java.io.PrintStream;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import memfate.platform.Diagnostic;
import memfate.platform.Diagnostic.Severity;
import memfate.platform.DiagnosticPrinter;

/** Diagnostics on standard error. */
public final class Diagnostics {
  private final PrintStream err;
  private final boolean quiet;
  private final Set<Diagnostic> printed = new HashSet<>();

  /**
   * Makes a printer.
   *
   * @param quiet whether to print errors only
   */
  public Diagnostics(PrintStream err, boolean quiet) {
    this.err = err;
    this.quiet = quiet;
  }

  public void print(List<Diagnostic> diagnostics) {
    diagnostics.forEach(this::print);
  }

  /** Prints what was not printed yet: what is wrong with a policy, whoever asks for it. */
  public void printOnce(List<Diagnostic> diagnostics) {
    diagnostics.stream().filter(printed::add).forEach(this::print);
  }

  /** Says what is wrong with packs, and returns what that means for the exit code. */
  public ExitCode packs(Evaluation evaluation) {
    List<Diagnostic> problems = evaluation.packProblems();
    printOnce(problems);
    return problems.stream().anyMatch(Diagnostics::isError) ? ExitCode.POLICY : ExitCode.DONE;
  }

  public static boolean isError(Diagnostic diagnostic) {
    return diagnostic.severity() == Severity.ERROR;
  }

  private void print(Diagnostic diagnostic) {
    if (isError(diagnostic) || !quiet) {
      err.print(DiagnosticPrinter.print(diagnostic));
    }
  }

  /**
   * Says that memfate failed.
   *
   * @param stackTrace whether to say where
   */
  public void bug(Throwable failure, boolean stackTrace) {
    err.println("memfate: " + failure);
    err.println("memfate: this is a bug in memfate; -v shows where");
    if (stackTrace) {
      failure.printStackTrace(err);
    }
  }
}
