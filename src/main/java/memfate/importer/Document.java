package memfate.importer;

import java.util.List;
import memfate.platform.Diagnostic;
import memfate.platform.Platform;
import org.jspecify.annotations.Nullable;

/**
 * One document of an input: a platform, or the reasons why there is none.
 *
 * @param number position in the input, 1-based
 * @param line line where the document starts, 1-based
 * @param sha256 digest of the document's bytes, lower case hex
 * @param platform what it describes; null exactly when a diagnostic is an error
 * @param diagnostics everything that is wrong or worth saying, in order of place
 */
public record Document(
    int number,
    int line,
    String sha256,
    @Nullable Platform platform,
    List<Diagnostic> diagnostics) {

  public Document {
    diagnostics = List.copyOf(diagnostics);
  }

  /** Returns whether the document could be read. */
  public boolean isReadable() {
    return platform != null;
  }
}
