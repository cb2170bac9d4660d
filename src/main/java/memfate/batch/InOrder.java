package memfate.batch;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/**
 * Runs work on a fixed number of threads and hands over the results in the order of submission, so
 * that what comes out does not depend on the number of threads.
 *
 * <p>Only a few results wait at a time, and only so many bytes of what they are made from: a slow
 * piece of work holds up submission instead of filling memory. Not for use by several threads.
 *
 * @param <T> what a piece of work results in
 */
public final class InOrder<T> implements AutoCloseable {
  private static final int WAITING_PER_THREAD = 16;

  /** Bytes that work may wait with, together; one piece always may. */
  private static final long WAITING_BYTES = 32 << 20;

  /**
   * Takes results, one at a time and in order.
   *
   * @param <T> what a piece of work results in
   */
  public interface Sink<T> {
    /** Takes a result; what it throws comes out of {@link InOrder#submit}. */
    void take(T result);
  }

  private record Waiting<T>(Future<T> result, long bytes) {}

  private final Sink<T> sink;
  private final Workers workers;
  private final int window;
  private final Deque<Waiting<T>> waiting = new ArrayDeque<>();
  private long bytes;

  /**
   * Starts threads of its own.
   *
   * @param threads at least 1
   * @param sink takes the results, in the submitting thread
   */
  public InOrder(int threads, Sink<T> sink) {
    this(new Workers(threads), sink);
  }

  /**
   * Uses threads that others use, too.
   *
   * @param sink takes the results, in the submitting thread
   */
  public InOrder(Workers workers, Sink<T> sink) {
    this.sink = sink;
    this.workers = workers;
    this.window = workers.threads() * WAITING_PER_THREAD;
  }

  /** Submits work; hands over the oldest result first when too many wait. */
  public void submit(Callable<T> work) {
    submit(work, 0);
  }

  /** Adds a result that needs no work, behind those of the work that was submitted. */
  public void add(T result) {
    enqueue(CompletableFuture.completedFuture(result), 0);
  }

  /**
   * As {@link #submit(Callable)}.
   *
   * @param size bytes that the work keeps in memory until its result is taken
   */
  public void submit(Callable<T> work, long size) {
    enqueue(workers.submit(work), size);
  }

  private void enqueue(Future<T> result, long size) {
    waiting.add(new Waiting<>(result, size));
    bytes += size;
    while (!waiting.isEmpty() && (isFull() || waiting.element().result().isDone())) {
      handOver();
    }
  }

  private boolean isFull() {
    return waiting.size() > window || bytes > WAITING_BYTES && waiting.size() > 1;
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
    workers.close();
  }

  private void handOver() {
    Waiting<T> oldest = waiting.remove();
    bytes -= oldest.bytes();
    try {
      sink.take(oldest.result().get());
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
