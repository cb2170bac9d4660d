package memfate.report;

import java.io.IOException;
import java.util.List;
import java.util.function.Supplier;
import memfate.platform.Diagnostic;

/** A form in which a run is written: {@code begin}, outcomes in input order, {@code end}. */
public interface Report {

  /** Writes what stands before the first outcome. */
  void begin(Run run) throws IOException;

  /** Writes one outcome. */
  void outcome(Evaluated evaluated) throws IOException;

  /**
   * Writes one outcome whose JSON record is at hand.
   *
   * @param record what {@link JsonLinesReport#line} makes of it
   */
  default void outcome(Evaluated evaluated, String record) throws IOException {
    outcome(evaluated);
  }

  /**
   * As {@link #outcome(Evaluated, String)}, of an outcome without detail that is made only when
   * more than its record is needed.
   */
  default void outcome(Supplier<Evaluated> evaluated, String record) throws IOException {
    outcome(evaluated.get());
  }

  /**
   * Writes what is wrong with the run itself, such as a policy that does not compile; may come more
   * than once for the same problem. Forms that tell of outcomes only leave it out.
   */
  default void problems(List<Diagnostic> problems) throws IOException {}

  /** Writes what stands after the last outcome. */
  void end(Summary summary) throws IOException;
}
