package memfate.spark;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import memfate.eval.ExitCode;
import memfate.platform.Diagnostic;
import memfate.report.Summary;

/** What is known of outcomes once they are written. */
final class Tally implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Diagnostics as a record, which memfate can write as bytes. */
  record Problems(List<Diagnostic> diagnostics) {}

  private final Summary summary = new Summary();
  private ExitCode end = ExitCode.DONE;
  private Shipped.Bytes problems = Shipped.Bytes.of(new Problems(List.of()));

  Summary summary() {
    return summary;
  }

  ExitCode end() {
    return end;
  }

  /** Returns what is wrong with policies and packs, each thing once. */
  List<Diagnostic> problems() {
    return problems.as(Problems.class).diagnostics();
  }

  void end(ExitCode code) {
    end = end.and(code);
  }

  void problems(List<Diagnostic> more) {
    if (!more.isEmpty()) {
      Set<Diagnostic> all = new LinkedHashSet<>(problems());
      all.addAll(more);
      problems = Shipped.Bytes.of(new Problems(new ArrayList<>(all)));
    }
  }

  void add(Tally other) {
    summary.add(other.summary);
    end(other.end);
    problems(other.problems());
  }
}
