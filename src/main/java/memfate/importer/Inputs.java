package memfate.importer;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import memfate.platform.Diagnostic;

/**
 * The inputs that a command line names, in order.
 *
 * @param inputs what to read
 * @param diagnostics arguments that name nothing
 */
public record Inputs(List<Input> inputs, List<Diagnostic> diagnostics) {

  /** Something to read, and what diagnostics call it. */
  public interface Input {
    String name();

    /** Opens the text of the input, decompressed when it is .gz or .zst. */
    InputStream open() throws IOException;
  }

  /** A file. */
  record FileInput(String name, Path path) implements Input {
    @Override
    public InputStream open() throws IOException {
      return Files.newInputStream(path);
    }
  }
}
