package memfate.batch;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Another JVM with the classes of this one, which answers one question after the other.
 *
 * <p>It has a heap of its own and no environment. One that takes too long is killed. One thread
 * asks at a time.
 */
public final class ChildProcess implements AutoCloseable {
  private static final String EXIT = "-XX:+ExitOnOutOfMemoryError";

  /** What a JVM exits with by {@link #EXIT}. */
  private static final int OUT_OF_MEMORY = 3;

  private static final ScheduledExecutorService CLOCK =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "limits of child processes");
            thread.setDaemon(true);
            return thread;
          });

  private final Limits limits;
  private final Process process;
  private final DataInputStream answers;
  private final DataOutputStream questions;
  private volatile boolean gone;

  private ChildProcess(Limits limits, Process process) {
    this.limits = limits;
    this.process = process;
    this.answers = new DataInputStream(new BufferedInputStream(process.getInputStream()));
    this.questions = new DataOutputStream(new BufferedOutputStream(process.getOutputStream()));
  }

  /**
   * Starts a process.
   *
   * @param mainClass a class whose main method answers on standard output what it is asked on
   *     standard input, see {@link Frames}
   */
  public static ChildProcess start(Limits limits, String mainClass, List<String> arguments) {
    ProcessBuilder builder = JavaProcess.of(limits, EXIT, mainClass, arguments);
    builder.redirectError(ProcessBuilder.Redirect.DISCARD);
    try {
      return new ChildProcess(limits, builder.start());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start another Java", e);
    }
  }

  /**
   * Asks, and waits for the answer.
   *
   * @param extra time that this question may take besides its limit
   * @throws Overrun if there is none; the process is gone then
   */
  public byte[] ask(byte[] question, Duration extra) throws Overrun {
    AtomicBoolean late = new AtomicBoolean();
    Duration time = limits.time().plus(extra);
    ScheduledFuture<?> alarm =
        CLOCK.schedule(() -> killFor(late), time.toMillis(), TimeUnit.MILLISECONDS);
    try {
      Frames.write(questions, question);
      return Frames.read(answers);
    } catch (IOException e) {
      throw overrun(late.get());
    } finally {
      alarm.cancel(false);
    }
  }

  private void killFor(AtomicBoolean late) {
    late.set(true);
    process.destroyForcibly();
  }

  private Overrun overrun(boolean late) {
    gone = true;
    process.destroyForcibly();
    if (late) {
      return new Overrun(Overrun.Cause.TIME, "more than %d s".formatted(limits.time().toSeconds()));
    }
    return exitCode() == OUT_OF_MEMORY
        ? new Overrun(Overrun.Cause.MEMORY, "more than %d MiB".formatted(limits.megabytes()))
        : new Overrun(Overrun.Cause.DIED, "the process that ran them ended");
  }

  private int exitCode() {
    try {
      return process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return -1;
    }
  }

  /** Returns whether it may be asked again. */
  public boolean isUsable() {
    return !gone;
  }

  /** Ends it, and waits until it is gone. */
  @Override
  public void close() {
    gone = true;
    process.destroyForcibly();
    exitCode();
  }
}
