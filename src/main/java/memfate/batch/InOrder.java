package memfate.batch;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Runs work on a fixed number of threads and hands over the results in the order of submission, so
 * that what comes out does not depend on the number of threads.
 *
 * <p>Only a few results wait at a time: a slow piece of work holds up submission instead of filling
 * memory. Not for use by several threads.
 *
 * @param <T> what a piece of work results in
 */
public final class InOrder<T> implements AutoCloseable {
  private static final int WAITING_PER_THREAD = 16;

  /**
   * Takes results, one at a time and in order.
   *
   * @param <T> what a piece of work results in
   */
  public interface Sink<T> {
    /** Takes a result; what it throws comes out of {@link InOrder#submit}. */
    void take(T result);
  }

  private final Sink<T> sink;
  private final ExecutorService pool;
  private final int window;
  private final Deque<Future<T>> waiting = new ArrayDeque<>();

  /**
   * Starts the threads.
   *
   * @param threads at least 1
   * @param sink takes the results, in the submitting thread
   */
  public InOrder(int threads, Sink<T> sink) {
    this.sink = sink;
    this.window = threads * WAITING_PER_THREAD;
    this.pool =
        Executors.newFixedThreadPool(
            threads,
            work -> {
              Thread thread = new Thread(work, "memfate-worker");
              thread.setDaemon(true);
              return thread;
            });
  }

  /** Submits work; hands over the oldest result first when too many wait. */
  public void submit(Callable<T> work) {
    waiting.add(pool.submit(work));
    while (!waiting.isEmpty() && (waiting.size() > window || waiting.element().isDone())) {
      handOver();
    }
  }

  /** Hands over what still waits. */
  public void finish() {
    while (!waiting.isEmpty()) {
      handOver();
    }
  }

  /** Ends the threads; work that nobody waits for is interrupted. */
  @Override
  public void close() {
    pool.shutdownNow();
  }

  private void handOver() {
    try {
      sink.take(waiting.remove().get());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while work was running", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw new IllegalStateException(e.getCause());
    }
  }
}
