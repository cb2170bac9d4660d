package memfate.batch;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Another JVM that runs to its end, and is killed when that takes too long. */
public final class ChildRun {

  /** An exit code of its own would be one that the program may have meant. */
  private static final String KILL = "-XX:OnOutOfMemoryError=kill -9 %p";

  private static final int KILLED = 128 + 9;

  private ChildRun() {}

  /**
   * Runs a main class and passes on what it writes.
   *
   * @param out takes its standard output
   * @param err takes its standard error
   * @return its exit code
   * @throws Overrun if it hit a limit; what it had written was passed on
   */
  public static int run(
      Limits limits, String mainClass, List<String> arguments, OutputStream out, OutputStream err)
      throws Overrun {
    Process process = start(limits, mainClass, arguments);
    try {
      process.getOutputStream().close();
      CompletableFuture<Void> results = copying(process.getInputStream(), out);
      CompletableFuture<Void> remarks = copying(process.getErrorStream(), err);
      boolean late = !process.waitFor(limits.time().toMillis(), TimeUnit.MILLISECONDS);
      process.destroyForcibly();
      int code = process.waitFor();
      CompletableFuture.allOf(results, remarks).join();
      if (late) {
        String time = "more than %d s".formatted(limits.time().toSeconds());
        throw new Overrun(Overrun.Cause.TIME, time);
      }
      if (code == KILLED) {
        String memory = "more than %d MiB".formatted(limits.megabytes());
        throw new Overrun(Overrun.Cause.MEMORY, memory);
      }
      return code;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while another Java ran", e);
    } finally {
      process.destroyForcibly();
    }
  }

  private static Process start(Limits limits, String mainClass, List<String> arguments) {
    try {
      return JavaProcess.of(limits, KILL, mainClass, arguments).start();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start another Java", e);
    }
  }

  private static CompletableFuture<Void> copying(InputStream from, OutputStream to) {
    return CompletableFuture.runAsync(
        () -> {
          try (from) {
            from.transferTo(to);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }
}
