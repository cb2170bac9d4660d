package memfate.cli;

import memfate.batch.Occurrence;
import memfate.batch.Progress;
import memfate.batch.RecordForm;
import memfate.boot.Outcome;
import memfate.engine.PolicyException;
import memfate.eval.Diagnostics;
import memfate.eval.ExitCode;
import memfate.eval.FailOn;
import memfate.eval.Judged;
import memfate.report.Evaluated;
import memfate.report.Summary;
import org.jspecify.annotations.Nullable;

/** Takes the answers of a run in order: tells, counts and reports them. */
final class Ledger {
  private final Output output;
  private final Diagnostics diagnostics;
  private final Progress progress;
  private final FailOn failOn;
  private final boolean verbose;
  private final @Nullable ExploreSettings exploring;
  private final Summary summary = new Summary();
  private ExitCode end = ExitCode.DONE;

  /**
   * Begins with nothing.
   *
   * @param failOn what ends in exit code 1
   * @param verbose whether a bug is told with its stack
   * @param exploring what keeps witnesses, if orders are explored
   */
  Ledger(
      Output output,
      Diagnostics diagnostics,
      Progress progress,
      FailOn failOn,
      boolean verbose,
      @Nullable ExploreSettings exploring) {
    this.output = output;
    this.diagnostics = diagnostics;
    this.progress = progress;
    this.failOn = failOn;
    this.verbose = verbose;
    this.exploring = exploring;
  }

  /** What became of a document under a policy. */
  sealed interface Answer {
    /** Answers to its document that are written already. */
    FleetReader.Known known();

    /** Its JSON record, empty when none is wanted. */
    String record();

    /** What it took. */
    long nanos();
  }

  /** The answer to a document that was read. */
  record Found(Judged judged, FleetReader.Known known, String record, long nanos)
      implements Answer {}

  /** The answer to a document that is equal to an earlier one but for its id. */
  record Repeated(
      RecordForm form, Occurrence occurrence, FleetReader.Known known, String record, long nanos)
      implements Answer {}

  void take(Answer answer) {
    if (answer instanceof Repeated repeated) {
      takeRepeated(repeated);
    } else if (answer instanceof Found found) {
      takeFound(found);
    }
  }

  private void takeFound(Found answer) {
    Judged judged = answer.judged();
    Evaluated evaluated = judged.evaluated();
    end = end.and(judged.tell(diagnostics, verbose, failOn));
    if (judged.problem() instanceof PolicyException policy) {
      output.problems(policy.diagnostics());
    }
    summary.add(evaluated.outcome());
    progress.done(
        evaluated.outcome().platform(), judged.atLeast() == ExitCode.DONE, answer.nanos());
    if (!answer.known().next()) {
      output.outcome(evaluated, answer.record());
    }
    if (exploring != null) {
      exploring.keepWitnesses(evaluated);
    }
  }

  private void takeRepeated(Repeated answer) {
    RecordForm form = answer.form();
    Occurrence occurrence = answer.occurrence();
    diagnostics.print(form.diagnostics(occurrence));
    count(form.outcome(), occurrence.id(), answer.nanos());
    if (!answer.known().next()) {
      output.outcome(() -> form.evaluated(occurrence), answer.record());
    }
  }

  /** Takes an answer that is reported already. */
  void takeRecorded(Outcome outcome) {
    count(outcome, outcome.platform(), 0);
  }

  private void count(Outcome outcome, String id, long nanos) {
    end = end.and(failOn.judge(outcome));
    summary.add(outcome);
    progress.done(id, true, nanos);
  }

  /** Returns the counts so far. */
  Summary summary() {
    return summary;
  }

  /** Returns what the answers so far mean for the exit code. */
  ExitCode end() {
    return end;
  }
}
