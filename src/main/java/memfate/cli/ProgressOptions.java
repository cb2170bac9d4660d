package memfate.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import memfate.batch.Progress;
import picocli.CommandLine.Option;

/** How to tell of progress. */
final class ProgressOptions {

  /** When to tell of progress. */
  enum Telling {
    AUTO,
    NONE,
    JSON
  }

  @Option(
      names = "--progress",
      paramLabel = "HOW",
      description = {
        "Progress on standard error: auto (default: a line, when it is a terminal), none, json (a",
        "line each second)."
      })
  private Telling telling = Telling.AUTO;

  /**
   * Returns what tells of progress.
   *
   * @param paths what is read
   */
  Progress of(PrintStream err, List<String> paths) {
    Progress.Form form =
        switch (telling) {
          case AUTO ->
              Boolean.getBoolean("memfate.stderr.terminal")
                  ? Progress.Form.LINE
                  : Progress.Form.NONE;
          case NONE -> Progress.Form.NONE;
          case JSON -> Progress.Form.JSON;
        };
    return new Progress(form, bytesInAll(paths), System::nanoTime, err::print);
  }

  /** Returns the bytes of the inputs, when all are plain files; else 0. */
  private static long bytesInAll(List<String> paths) {
    long bytes = 0;
    for (String path : paths) {
      try {
        if (!Files.isRegularFile(Path.of(path)) || path.matches(".*\\.(gz|zst|xz|tar|tgz|txz)")) {
          return 0;
        }
        bytes += Files.size(Path.of(path));
      } catch (IOException | InvalidPathException e) {
        return 0;
      }
    }
    return bytes;
  }
}
