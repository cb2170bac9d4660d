package memfate.batch;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** A fixed number of threads, which several stages of a run share. */
public final class Workers implements AutoCloseable {
  private final int threads;
  private final ExecutorService pool;

  /**
   * Starts the threads.
   *
   * @param threads at least 1
   */
  public Workers(int threads) {
    this.threads = threads;
    this.pool =
        Executors.newFixedThreadPool(
            threads,
            work -> {
              Thread thread = new Thread(work, "memfate-worker");
              thread.setDaemon(true);
              return thread;
            });
  }

  int threads() {
    return threads;
  }

  <T> Future<T> submit(Callable<T> work) {
    return pool.submit(work);
  }

  /** Ends the threads; work that nobody waits for is interrupted. */
  @Override
  public void close() {
    pool.shutdownNow();
  }
}
