package memfate.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import memfate.batch.DecisionCache;
import memfate.batch.InOrder;
import memfate.batch.Journal;
import memfate.batch.Progress;
import memfate.batch.Workers;
import memfate.boot.BootOptions;
import memfate.boot.Outcome;
import memfate.engine.PolicyException;
import memfate.eval.AlikeDocuments;
import memfate.eval.BootSettings;
import memfate.eval.Boots;
import memfate.eval.Choice;
import memfate.eval.Description;
import memfate.eval.Diagnostics;
import memfate.eval.Evaluation;
import memfate.eval.EvaluationSource;
import memfate.eval.ExitCode;
import memfate.eval.FailOn;
import memfate.eval.Judged;
import memfate.eval.Pending;
import memfate.eval.Runs;
import memfate.eval.Version;
import memfate.platform.Diagnostic;
import memfate.platform.Platform;
import memfate.report.JsonLinesReport;
import memfate.report.Run;
import memfate.report.Summary;
import org.jspecify.annotations.Nullable;

/** Boots many platforms and reports them in input order, whatever goes wrong with single ones. */
final class BatchRun {
  private final Streams streams;
  private final EvaluationSource evaluations;
  private final CommonOptions common;
  private final BootSettings settings;
  private final List<Wish<Output.Format>> wishes;
  private final FailOn failOn;
  private final Output.TextForm form;
  private boolean recording;
  private @Nullable ExploreSettings exploring;
  private boolean judging;
  private boolean mapping;
  private boolean detailing;
  private @Nullable Path resumed;
  private Supplier<List<String>> resumeHint = List::of;
  private List<String> policies = List.of();
  private ExitCode end = ExitCode.DONE;

  /**
   * Prepares a run.
   *
   * @param wishes reports to write
   * @param failOn what ends in exit code 1
   * @param form what the text report is about
   */
  BatchRun(
      Streams streams,
      EvaluationSource evaluations,
      CommonOptions common,
      BootSettings settings,
      List<Wish<Output.Format>> wishes,
      FailOn failOn,
      Output.TextForm form) {
    this.streams = streams;
    this.evaluations = evaluations;
    this.common = common;
    this.settings = settings;
    this.wishes = wishes;
    this.failOn = failOn;
    this.form = form;
    this.recording = wishes.stream().anyMatch(w -> w.format() == Output.Format.JSONL);
  }

  /** Explores all orders of each platform, too. */
  BatchRun exploring(ExploreSettings wanted) {
    exploring = wanted;
    return this;
  }

  /** Judges what was run or explored by the invariants, too, if asked for. */
  BatchRun judging(boolean wanted) {
    judging = wanted;
    return this;
  }

  /** Notes how the address map changes, too, if asked for. */
  BatchRun mapping(boolean wanted) {
    mapping = wanted;
    return this;
  }

  /** Notes all that a page shows, too, if asked for. */
  BatchRun detailing(boolean wanted) {
    detailing = wanted;
    return this;
  }

  /** Goes on with what a file has of the same run; the reports that were asked for are not made. */
  BatchRun resuming(Path journal) {
    resumed = journal;
    recording = true;
    return this;
  }

  /** Says how to go on when the run is interrupted. */
  BatchRun hinting(Supplier<List<String>> hint) {
    resumeHint = hint;
    return this;
  }

  /** Runs, and returns what the process ends with. */
  ExitCode run(ReportOptions reports) {
    try (Evaluation evaluation = common.open(evaluations, settings.packs())) {
      return run(evaluation, reports);
    }
  }

  private ExitCode run(Evaluation evaluation, ReportOptions reports) {
    InputOptions inputs = reports.inputs();
    Diagnostics diagnostics = new Diagnostics(streams.err(), common.quiet());
    List<Diagnostic> problems = new ArrayList<>();
    policies = usable(evaluation, diagnostics, problems);
    if (policies.isEmpty() && end != ExitCode.DONE) {
      giveUp(problems);
    }
    Run run = recorded(Runs.of(evaluation, settings, policies));
    DecisionCache cache = new DecisionCache();
    Boots boots = inputs.boots(evaluation, cache);
    Progress progress = reports.progress(streams.err());
    try (@Nullable Journal journal = journal(run);
        Output output = output(wishes, journal);
        Interruption interruption = Interruption.of(output, this::hint);
        Workers workers = new Workers(inputs.threads())) {
      Ledger ledger =
          new Ledger(output, diagnostics, progress, failOn, common.verbose(), exploring);
      InOrder<Ledger.Answer> order = new InOrder<>(workers, ledger::take);
      @Nullable Repetition repetition =
          inputs.isCaching() && isPlain() ? new Repetition(boots, cache, order, recording) : null;
      if (journal == null || journal.isEmpty()) {
        output.begin(run);
      }
      output.problems(problems);
      new FleetReader(evaluation, workers)
          .read(
              inputs.paths(),
              streams.in(),
              journal == null || journal.isEmpty() ? null : journal,
              taker(evaluation, boots, repetition, order, ledger),
              progress::read);
      order.finish();
      end = end.and(ledger.end()).and(diagnostics.packs(evaluation));
      output.problems(evaluation.packProblems().stream().filter(Diagnostics::isError).toList());
      interruption.disarm();
      output.end(ledger.summary());
      progress.end(cache);
    } catch (IOException e) {
      throw new OutputFailure(String.valueOf(resumed), e);
    }
    return end;
  }

  /** Returns whether the fates in one order are all that is asked for. */
  private boolean isPlain() {
    return exploring == null && !judging && !detailing && !isMapped();
  }

  private FleetReader.Taker taker(
      Evaluation evaluation,
      Boots boots,
      @Nullable Repetition repetition,
      InOrder<Ledger.Answer> order,
      Ledger ledger) {
    return new FleetReader.Taker() {
      @Override
      public void read(Description description, Pending pending, FleetReader.Known known) {
        submit(description, pending, known, evaluation, boots, repetition, order);
      }

      @Override
      public void recorded(Outcome outcome) {
        ledger.takeRecorded(outcome);
      }

      @Override
      public FleetReader.@Nullable Shortcut shortcut(Pending pending) {
        return repetition == null ? null : repetition.shortcut(pending);
      }
    };
  }

  private @Nullable Journal journal(Run run) throws IOException {
    if (resumed == null) {
      return null;
    }
    Journal journal = Journal.open(resumed);
    if (!journal.isEmpty()) {
      journal.check(run);
    }
    return journal;
  }

  private List<String> hint() {
    return resumeHint.get();
  }

  private Run recorded(Run run) {
    Run recorded = exploring == null ? run : exploring.recorded(run);
    recorded = judging ? recorded.with("invariants", "judged") : recorded;
    return detailing ? recorded.with("detail", "yes") : recorded;
  }

  private Output output(List<Wish<Output.Format>> wanted, @Nullable Journal journal) {
    Output output =
        new Output(
            journal == null ? wanted : List.of(),
            streams,
            common.colours(streams),
            common.verbose(),
            failOn,
            form);
    if (journal != null) {
      output.append(String.valueOf(resumed), journal.append());
    }
    return output;
  }

  /** A named policy that does not compile is reported and left out; the others go on. */
  private List<String> usable(
      Evaluation evaluation, Diagnostics diagnostics, List<Diagnostic> problems) {
    List<String> usable = new ArrayList<>();
    for (String policy : settings.policies()) {
      try {
        evaluation.compile(policy);
        usable.add(policy);
      } catch (PolicyException e) {
        diagnostics.printOnce(e.diagnostics());
        problems.addAll(e.diagnostics());
        end = end.and(ExitCode.POLICY);
      }
    }
    return usable;
  }

  /** Nothing was evaluated; reports for CI services say so instead of being left from before. */
  private void giveUp(List<Diagnostic> problems) {
    List<Wish<Output.Format>> telling =
        wishes.stream().filter(w -> w.format().tellsProblems()).toList();
    try (Output output = output(telling, null)) {
      output.begin(new Run(Version.current(), List.of(), List.of(), settings.record()));
      output.problems(problems);
      output.end(new Summary());
    }
    throw new PolicyException("no policy is left", List.of());
  }

  private Ledger.Answer answer(Supplier<Judged> judging, FleetReader.Known known) {
    long begun = System.nanoTime();
    Judged judged = judging.get();
    String record = recording ? JsonLinesReport.line(judged.evaluated()) : "";
    return new Ledger.Found(judged, known, record, System.nanoTime() - begun);
  }

  private void submit(
      Description description,
      Pending pending,
      FleetReader.Known known,
      Evaluation evaluation,
      Boots boots,
      @Nullable Repetition repetition,
      InOrder<Ledger.Answer> order) {
    Platform platform = description.platform();
    if (platform == null) {
      order.submit(() -> answer(() -> Judged.unreadable(description), known));
      return;
    }
    List<Choice> chosen;
    try {
      chosen =
          policies.isEmpty()
              ? evaluation.policiesOf(platform)
              : policies.stream().map(Choice::named).toList();
    } catch (PolicyException e) {
      order.submit(() -> answer(() -> Judged.unresolved(description, platform, "", e), known));
      return;
    }
    BootOptions plain = settings.boot(detailing);
    BootOptions options = isMapped() ? plain.withMap() : plain;
    for (int i = 0; i < chosen.size(); i++) {
      AlikeDocuments.Booted booted =
          new AlikeDocuments.Booted(description, chosen.get(i), options, i, chosen.size());
      order.submit(
          () ->
              answer(
                  () -> {
                    Judged judged =
                        judge(description, platform, booted.choice(), options, evaluation, boots);
                    if (repetition != null) {
                      repetition.learn(pending, booted, judged);
                    }
                    return judged;
                  },
                  known));
    }
  }

  private Judged judge(
      Description description,
      Platform platform,
      Choice choice,
      BootOptions options,
      Evaluation evaluation,
      Boots boots) {
    Judged judged =
        exploring == null
            ? Judged.run(description, platform, choice, boots, options)
            : explore(description, platform, choice, evaluation, options, exploring);
    if (judging) {
      judged = judged.judge(description, platform, choice, evaluation, options);
    }
    return detailing ? judged.detail(description, platform, choice, evaluation, options) : judged;
  }

  private static Judged explore(
      Description description,
      Platform platform,
      Choice choice,
      Evaluation evaluation,
      BootOptions options,
      ExploreSettings exploring) {
    try {
      return Judged.explore(description, platform, choice, evaluation, options, exploring.limits());
    } catch (UncheckedIOException e) {
      throw new OutputFailure("what was explored", e.getCause());
    }
  }

  private boolean isMapped() {
    return mapping || detailing || wishes.stream().anyMatch(w -> w.format() == Output.Format.SVG);
  }
}
