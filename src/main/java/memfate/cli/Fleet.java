package memfate.cli;

import java.io.InputStream;
import java.util.List;
import java.util.function.Consumer;
import memfate.batch.InOrder;
import memfate.batch.Workers;

/**
 * Many descriptions: found by one thread, which only cuts them out, read by all, and handed over in
 * order.
 */
final class Fleet {
  private final Evaluation evaluation;
  private final Workers workers;

  Fleet(Evaluation evaluation, Workers workers) {
    this.evaluation = evaluation;
    this.workers = workers;
  }

  private record Read(Pending pending, List<Description> descriptions) {}

  /** Reads what the arguments name; the consumer runs in the calling thread. */
  @SuppressWarnings("resource") // the workers are the caller's
  void read(List<String> paths, InputStream standardInput, Consumer<Description> consumer) {
    InOrder<Read> order = new InOrder<>(workers, read -> hand(read, consumer));
    evaluation.split(
        paths,
        standardInput,
        pending -> order.submit(() -> new Read(pending, pending.read()), pending.size()));
    order.finish();
  }

  private static void hand(Read read, Consumer<Description> consumer) {
    read.descriptions().forEach(d -> consumer.accept(read.pending().claimed(d)));
  }
}
