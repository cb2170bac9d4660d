package memfate.report;

import java.io.IOException;

/** A form in which a run is written: {@code begin}, outcomes in input order, {@code end}. */
public interface Report {

  /** Writes what stands before the first outcome. */
  void begin(Run run) throws IOException;

  /** Writes one outcome. */
  void outcome(Evaluated evaluated) throws IOException;

  /** Writes what stands after the last outcome. */
  void end(Summary summary) throws IOException;
}
