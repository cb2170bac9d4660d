package memfate.cli;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import memfate.batch.InOrder;
import memfate.engine.PolicyException;
import memfate.engine.PolicyLibrary;
import memfate.eval.Diagnostics;
import memfate.eval.Evaluation;
import memfate.eval.EvaluationSource;
import memfate.eval.ExitCode;
import memfate.eval.PackSettings;
import memfate.packs.PackLibrary;
import memfate.platform.Diagnostic;
import memfate.platform.Printable;
import memfate.report.Ink;
import memfate.trial.CaseReader;
import memfate.trial.CaseResult;
import memfate.trial.CaseTrial;
import memfate.trial.CaseUpdate;
import memfate.trial.Coverage;
import memfate.trial.PackFolders;
import memfate.trial.RuleCase;
import memfate.trial.RuleCoverage;
import memfate.trial.TrialJUnit;
import memfate.trial.TrialText;
import memfate.trial.UnmetConditions;
import org.jspecify.annotations.Nullable;

/** One run of cases, from reading them to the reports. */
final class TestRun {

  /**
   * What is asked for.
   *
   * @param paths what to test
   * @param everything whether that is the rules folder, because nobody named anything
   * @param packs the packs whose cases may be among them
   * @param run which cases
   * @param listing whether to list the coverage rule by rule
   * @param leastCoverage percent of the rules that must have fired, or null
   */
  record Settings(
      List<Path> paths,
      boolean everything,
      PackSettings packs,
      Pattern run,
      boolean update,
      boolean listing,
      @Nullable Integer leastCoverage,
      List<Wish<TestCommand.Form>> wishes,
      int threads,
      boolean verbose) {}

  private final Streams streams;
  private final CommonOptions common;
  private final Settings settings;
  private @Nullable CaseTrial last;

  TestRun(Streams streams, CommonOptions common, Settings settings) {
    this.streams = streams;
    this.common = common;
    this.settings = settings;
  }

  /** What one run has found. */
  private static final class Found {
    final List<CaseResult> results = new ArrayList<>();
    final List<Diagnostic> problems = new ArrayList<>();
    ExitCode end = ExitCode.DONE;

    void worse(ExitCode code) {
      end = end.and(code);
    }
  }

  /** Runs, and returns what the process ends with. */
  ExitCode run(EvaluationSource evaluations) {
    try (Evaluation evaluation = evaluations.open(common.rules(), settings.packs)) {
      return run(evaluation);
    }
  }

  private ExitCode run(Evaluation evaluation) {
    PolicyLibrary library = evaluation.library();
    PackLibrary packs = evaluation.packLibrary();
    CaseTrial trial = trial(library, PackFolders.of(packs));
    Found found = trials(trial);
    if (settings.update && rewrite(found)) {
      found = trials(trial);
    }
    for (PackLibrary.Broken broken : packs.broken()) {
      found.problems.addAll(broken.why());
      found.worse(ExitCode.POLICY);
    }
    Coverage expected = expected(evaluation, found);
    Diagnostics diagnostics = new Diagnostics(streams.err(), common.quiet());
    diagnostics.printOnce(found.problems);
    List<String> coverage = coverage(expected, trial, found);
    try (Targets<Report> targets = new Targets<>(streams)) {
      for (Wish<TestCommand.Form> wish : settings.wishes) {
        targets.add(wish.file(), (writer, standard) -> report(wish, writer, standard));
      }
      Found all = found;
      targets.end(report -> report.write(all, coverage));
    }
    return found.end;
  }

  /** Runs of a watch know what those before them have run. */
  private CaseTrial trial(PolicyLibrary library, PackFolders packs) {
    CaseTrial before = last;
    CaseTrial now = before == null ? new CaseTrial(library, packs) : before.again(library, packs);
    last = now;
    return now;
  }

  private Found trials(CaseTrial trial) {
    Found found = new Found();
    CaseReader.Cases read = CaseReader.read(settings.paths);
    found.problems.addAll(read.problems());
    if (read.problems().stream().anyMatch(p -> p.severity() == Diagnostic.Severity.ERROR)) {
      found.worse(ExitCode.UNREADABLE);
    }
    try (InOrder<CaseResult> order =
        new InOrder<>(settings.threads, result -> take(result, found))) {
      for (RuleCase test : read.cases()) {
        chosen(trial, test, found).forEach(one -> order.submit(() -> trial.run(one)));
      }
      order.finish();
    }
    if (found.results.isEmpty()) {
      streams.err().println("memfate: no tests found in " + words(settings.paths));
      found.worse(ExitCode.FINDINGS);
    }
    return found;
  }

  private static String words(List<Path> paths) {
    return String.join(", ", paths.stream().map(Path::toString).toList());
  }

  private List<CaseTrial.Trial> chosen(CaseTrial trial, RuleCase test, Found found) {
    try {
      return trial.trials(test).stream()
          .filter(one -> settings.run.matcher(one.name()).find())
          .toList();
    } catch (PolicyException e) {
      found.problems.addAll(e.diagnostics());
      found.worse(ExitCode.POLICY);
      return List.of();
    }
  }

  private static void take(CaseResult result, Found found) {
    found.results.add(result);
    found.problems.addAll(result.broken());
    if (result.verdict().isFailure()) {
      found.worse(ExitCode.FINDINGS);
    }
    if (result.verdict() == CaseResult.Verdict.NOT_RUN) {
      found.worse(ExitCode.POLICY);
    }
  }

  /** Rewrites the files of cases that fail, and returns whether there were any. */
  private boolean rewrite(Found found) {
    try {
      CaseUpdate update = CaseUpdate.of(found.results);
      for (CaseUpdate.Change change : update.changes()) {
        change.write();
        change.diff().forEach(line -> streams.out().println(Printable.of(line)));
      }
      update
          .kept()
          .forEach(line -> streams.err().println("memfate: not rewritten: " + Printable.of(line)));
      return !update.changes().isEmpty();
    } catch (IOException e) {
      throw new OutputFailure("a case file", e);
    }
  }

  /** Returns what there is to cover; a policy that is tested has to compile, cases or not. */
  private Coverage expected(Evaluation evaluation, Found found) {
    PolicyLibrary library = evaluation.library();
    TestedRules tested = new TestedRules(library, settings.paths);
    Coverage coverage = new Coverage(tested::contain);
    for (String policy : settings.everything ? library.names() : tested.policies()) {
      try {
        coverage.expect(library.policy(policy).rules());
      } catch (PolicyException e) {
        found.problems.addAll(e.diagnostics());
        found.worse(ExitCode.POLICY);
      }
    }
    if (settings.everything) {
      PackLibrary packs = evaluation.packLibrary();
      packs.packs().forEach(pack -> coverage.expect(packs.rules(pack)));
    }
    return coverage;
  }

  /** Returns what there is to say of the coverage; nothing when no rule is being tested. */
  private List<String> coverage(Coverage coverage, CaseTrial trial, Found found) {
    found.results.forEach(coverage::add);
    List<RuleCoverage> rules = coverage.rules();
    if (rules.isEmpty() || found.results.isEmpty()) {
      return List.of();
    }
    List<String> lines = new ArrayList<>();
    lines.add(TrialText.coverage(rules, coverage.percent()));
    Integer least = settings.leastCoverage;
    boolean missed = least != null && coverage.percent() < least;
    if (missed) {
      found.worse(ExitCode.FINDINGS);
      lines.add("  less than the %d %% of --coverage-min".formatted(least));
    }
    if (missed || settings.listing) {
      List<RuleCoverage> explained = new UnmetConditions(trial).explain(rules, found.results);
      lines.addAll(TrialText.coverage(explained, settings.listing));
    }
    return lines;
  }

  /** A form in which a run is written. */
  private interface Report {
    void write(Found found, List<String> coverage) throws IOException;
  }

  private Report report(Wish<TestCommand.Form> wish, Writer writer, boolean standard) {
    return switch (wish.format()) {
      case TEXT -> (found, coverage) -> text(found, coverage, writer, standard);
      case JUNIT -> (found, coverage) -> TrialJUnit.write(found.results, found.problems, writer);
    };
  }

  private void text(Found found, List<String> coverage, Writer writer, boolean standard)
      throws IOException {
    boolean colour = standard && common.colours(streams);
    for (CaseResult result : found.results) {
      for (String line : TrialText.lines(result, settings.verbose)) {
        Ink ink = line.startsWith("FAIL") ? Ink.RED : Ink.PLAIN;
        writer.write(ink.on(colour, Printable.of(line)) + "\n");
      }
    }
    writer.write(TrialText.summary(found.results) + "\n");
    for (String line : coverage) {
      writer.write(Printable.of(line) + "\n");
    }
    writer.flush();
  }
}
