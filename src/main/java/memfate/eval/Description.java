package memfate.eval;

import java.util.List;
import memfate.platform.Diagnostic;
import memfate.platform.Observation;
import memfate.platform.Platform;
import memfate.report.Input;
import org.jspecify.annotations.Nullable;

/**
 * One document of an input.
 *
 * @param input where it stands
 * @param platform what it describes, null if it could not be read
 * @param observation what its kernel was seen to make of it; null unless it is a capture
 * @param diagnostics what is wrong with it or worth saying
 */
public record Description(
    Input input,
    @Nullable Platform platform,
    @Nullable Observation observation,
    List<Diagnostic> diagnostics) {

  /** Returns whether all of it could be read; of a capture with a broken table the rest counts. */
  public ExitCode readable() {
    boolean failed =
        platform == null
            || diagnostics.stream().anyMatch(d -> d.severity() == Diagnostic.Severity.ERROR);
    return failed ? ExitCode.UNREADABLE : ExitCode.DONE;
  }
}
