package memfate.report;

import java.io.IOException;
import java.util.List;
import memfate.diff.Totals;

/** A form in which differences are written: {@code begin}, comparisons in order, {@code end}. */
public interface DifferenceReport {

  /**
   * What is compared.
   *
   * @param version version of memfate
   * @param of what is compared: policies, descriptions or recorded ones
   * @param sides labels, the one that the others are compared with first
   * @param run what the run was asked to do
   */
  record Plan(String version, String of, List<String> sides, Run run) {}

  /** Writes what stands before the first comparison. */
  void begin(Plan plan) throws IOException;

  /** Writes one comparison. */
  void comparison(Compared compared) throws IOException;

  /** Writes what stands after the last comparison. */
  void end(List<Totals> totals) throws IOException;
}
