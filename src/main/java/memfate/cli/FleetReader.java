package memfate.cli;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import memfate.batch.InOrder;
import memfate.batch.Journal;
import memfate.batch.Workers;
import memfate.boot.Outcome;
import memfate.eval.Description;
import memfate.eval.Evaluation;
import memfate.eval.Pending;
import memfate.report.RunFile.Recorded;
import org.jspecify.annotations.Nullable;

/**
 * Many descriptions: found by one thread, which only cuts them out, read by all, and handed over in
 * order.
 */
final class FleetReader {
  private final Evaluation evaluation;
  private final Workers workers;

  FleetReader(Evaluation evaluation, Workers workers) {
    this.evaluation = evaluation;
    this.workers = workers;
  }

  /** Takes what is read, or what is recorded of it, in order. */
  interface Taker {
    /**
     * Takes a description.
     *
     * @param pending its document
     * @param known answers to the document that are written already
     */
    void read(Description description, Pending pending, Known known);

    /** Takes an answer that is recorded, and that says all there is to say. */
    void recorded(Outcome outcome);

    /** Returns what is known of a document without reading it, or null; any thread may ask. */
    default @Nullable Shortcut shortcut(Pending pending) {
      return null;
    }
  }

  /** What is known of a document without reading it. */
  interface Shortcut {
    /** Returns its id. */
    String id();

    /** Takes the answers to it, in order; as in {@link Taker#read}. */
    void take(Known known);
  }

  /** Counts down the answers to a document that are written already. */
  static final class Known {
    private int left;

    Known(int left) {
      this.left = left;
    }

    /** Returns whether the next answer is one of them. */
    boolean next() {
      return left-- > 0;
    }
  }

  private record Read(
      Pending pending,
      List<Description> descriptions,
      @Nullable Shortcut shortcut,
      List<Recorded> records) {}

  /**
   * Reads what the arguments name; the consumer runs in the calling thread.
   *
   * @param bytes is told of the size of each document
   */
  void read(
      List<String> paths,
      InputStream standardInput,
      Consumer<Description> consumer,
      LongConsumer bytes) {
    Taker taker =
        new Taker() {
          @Override
          public void read(Description description, Pending pending, Known known) {
            consumer.accept(description);
          }

          @Override
          public void recorded(Outcome outcome) {}
        };
    read(paths, standardInput, null, taker, bytes);
  }

  /**
   * As {@link #read(List, InputStream, Consumer, LongConsumer)}, without what a journal has.
   *
   * @throws memfate.batch.JournalException if the journal is of other inputs
   */
  @SuppressWarnings("resource") // the workers are the caller's
  void read(
      List<String> paths,
      InputStream standardInput,
      @Nullable Journal journal,
      Taker taker,
      LongConsumer bytes) {
    InOrder<Read> order = new InOrder<>(workers, read -> hand(read, taker));
    evaluation.split(
        paths,
        standardInput,
        pending -> {
          bytes.accept(pending.size());
          List<Recorded> records = recorded(journal, pending);
          boolean complete = journal != null && journal.hasNext() && isAnswered(records);
          order.submit(
              () ->
                  complete
                      ? new Read(pending, List.of(), null, records)
                      : read(pending, taker.shortcut(pending), records),
              pending.size());
        });
    if (journal != null) {
      journal.finish();
    }
    order.finish();
  }

  private static List<Recorded> recorded(@Nullable Journal journal, Pending pending) {
    if (journal == null || !journal.hasNext()) {
      return List.of();
    }
    try {
      return journal.take(pending.input());
    } catch (IOException e) {
      throw new OutputFailure("the journal", e);
    }
  }

  /** What has no answer, or a part that could not be read, is evaluated again to say why. */
  private static boolean isAnswered(List<Recorded> records) {
    return records.stream()
        .map(Recorded::outcome)
        .allMatch(
            outcome ->
                switch (outcome.status()) {
                  case OK, PARTIAL, CRASH -> outcome.diagnostics().isEmpty();
                  case INVALID, UNSUPPORTED, INCONCLUSIVE -> false;
                });
  }

  private static Read read(Pending pending, @Nullable Shortcut shortcut, List<Recorded> records) {
    return new Read(pending, shortcut == null ? pending.read() : List.of(), shortcut, records);
  }

  private static void hand(Read read, Taker taker) {
    Shortcut shortcut = read.shortcut();
    if (shortcut == null && read.descriptions().isEmpty()) {
      handRecords(read, taker);
      return;
    }
    Known known = new Known(read.records().size());
    if (shortcut != null && read.pending().claim(shortcut.id())) {
      shortcut.take(known);
    } else {
      List<Description> descriptions =
          shortcut == null ? read.descriptions() : read.pending().read();
      for (Description description : descriptions) {
        taker.read(read.pending().claimed(description), read.pending(), known);
      }
    }
  }

  private static void handRecords(Read read, Taker taker) {
    read.records().stream()
        .map(r -> r.outcome().platform())
        .distinct()
        .forEach(read.pending()::claim);
    read.records().forEach(record -> taker.recorded(record.outcome()));
  }
}
