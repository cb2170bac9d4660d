package memfate.cli;

import java.util.List;
import memfate.platform.Diagnostic;
import memfate.platform.Platform;
import memfate.report.Input;
import org.jspecify.annotations.Nullable;

/**
 * One document of an input.
 *
 * @param input where it stands
 * @param platform what it describes, null if it could not be read
 * @param diagnostics what is wrong with it or worth saying
 */
record Description(Input input, @Nullable Platform platform, List<Diagnostic> diagnostics) {}
