package memfate.eval;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import memfate.importer.UnnamedDocument;
import memfate.report.Input;

/** A document of an input that is still to be read: in any thread, while the next one is found. */
public interface Pending {

  /** Returns where it stands. */
  Input input();

  /** Reads it; one with a matrix is as many descriptions as it has cases. */
  List<Description> read();

  /**
   * Refuses a description whose id another one of the same input has. Has to be asked in the order
   * of the input.
   *
   * @return the description itself, or what is wrong with it
   */
  Description claimed(Description description);

  /**
   * Claims the id of a description that needs no reading, in the order of the input.
   *
   * @return whether no other one of the same input has it
   */
  boolean claim(String id);

  /** Returns the document without its id, if others may be equal to that. */
  default Optional<UnnamedDocument> unnamed() {
    return Optional.empty();
  }

  /** Returns the column where it starts in its line, 1-based. */
  default int column() {
    return 1;
  }

  /** Returns the bytes that it holds in memory. */
  int size();

  /** Reads it and hands over its descriptions. */
  default void each(Consumer<Description> consumer) {
    read().forEach(description -> consumer.accept(claimed(description)));
  }

  /** A description that was read already, and whose id is nobody else's. */
  static Pending read(Description description) {
    return new PendingFile(() -> description);
  }
}
