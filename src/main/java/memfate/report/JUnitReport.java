package memfate.report;

import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import memfate.boot.Outcome;
import memfate.platform.Diagnostic;
import memfate.platform.Diagnostic.Severity;

/**
 * Test results as Jenkins, GitLab and others read them: a suite per outcome, a case per range and
 * per finding that is an error or a warning.
 *
 * <p>Such a finding is always a failed case; a range is one if the caller says so. An outcome
 * without an answer, or of a kernel that dies, is a case {@code boot} that ended with an error; so
 * is a problem of the run itself, in a suite of its own. There are no times and no host names: the
 * same outcomes give the same bytes.
 */
public final class JUnitReport implements Report {
  private static final String OF_THE_RUN = "memfate";

  private final Writer out;
  private final Predicate<Outcome.RangeFate> failed;
  private final Set<Diagnostic> problems = new LinkedHashSet<>();

  /**
   * Makes a report.
   *
   * @param out where to write; not closed
   * @param failed which ranges are failures
   */
  public JUnitReport(Writer out, Predicate<Outcome.RangeFate> failed) {
    this.out = out;
    this.failed = failed;
  }

  @Override
  public void begin(Run run) throws IOException {
    out.write("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"memfate\">\n");
  }

  @Override
  public void outcome(Evaluated evaluated) throws IOException {
    Outcome outcome = evaluated.outcome();
    String policy = outcome.policy().isEmpty() ? "" : "." + outcome.policy();
    JUnitSuite suite = new JUnitSuite(outcome.platform() + policy, evaluated.input().toString());
    for (Answer answer : Answer.of(outcome)) {
      boot(suite, answer);
      answer.outcome().ranges().forEach(fate -> range(suite, answer, fate));
    }
    Remark.of(evaluated).forEach(remark -> finding(suite, remark));
    boolean answered = Answer.of(outcome).stream().noneMatch(Answer::isMissing);
    for (Diagnostic diagnostic : Remark.diagnostics(evaluated)) {
      boolean ofInput = answered && outcome.diagnostics().contains(diagnostic);
      if (ofInput && diagnostic.severity() == Severity.ERROR) {
        String test = "input " + diagnostic.at();
        suite.error(test, "unreadable", diagnostic.message(), List.of(line(diagnostic)));
      } else {
        suite.remark(line(diagnostic));
      }
    }
    out.write(suite.toString());
  }

  @Override
  public void problems(List<Diagnostic> more) {
    problems.addAll(more);
  }

  @Override
  public void end(Summary summary) throws IOException {
    JUnitSuite suite = new JUnitSuite(OF_THE_RUN, "");
    for (Diagnostic problem : problems) {
      if (problem.severity() == Severity.ERROR) {
        String at = problem.at().toString();
        String test = at.isEmpty() ? problem.message() : at;
        suite.error(test, "policy", problem.message(), List.of(line(problem)));
      } else {
        suite.remark(line(problem));
      }
    }
    out.write((suite.isEmpty() ? "" : suite) + "</testsuites>\n");
    out.flush();
  }

  private static void boot(JUnitSuite suite, Answer answer) {
    Outcome outcome = answer.outcome();
    if (answer.isMissing() || outcome.status() == Outcome.Status.CRASH) {
      List<String> details =
          answer.isMissing()
              ? outcome.diagnostics().stream().map(JUnitReport::line).toList()
              : outcome.log();
      String type = Words.of(outcome.status());
      suite.error(answer.about("boot"), type, StatusWords.of(outcome), details);
    }
  }

  private void range(JUnitSuite suite, Answer answer, Outcome.RangeFate fate) {
    String test = answer.about(fate.range().toKernelString());
    String fateInWords = RangeWords.of(fate);
    List<String> details = new ArrayList<>();
    details.add(fateInWords);
    for (Outcome.RangeDecision decision : fate.decisions()) {
      String message = decision.message().isEmpty() ? "" : " (" + decision.message() + ")";
      details.add(decision.event() + ": " + decision.decision() + message);
      details.add("  " + RuleWords.of(decision.rule()));
    }
    fate.errors().forEach(error -> details.add("error: " + Errno.inWords(error)));
    if (failed.test(fate)) {
      fate.remarks().forEach(remark -> details.add("log: " + remark));
      suite.failed(test, "lost", fateInWords, details);
    } else {
      suite.passed(test, details);
    }
  }

  private static void finding(JUnitSuite suite, Remark remark) {
    Outcome.Finding finding = remark.finding();
    if (finding.severity() == Severity.INFO) {
      suite.remark("info: " + finding.code() + ": " + remark.sentence());
      return;
    }
    List<String> details = new ArrayList<>();
    details.add(Words.of(finding.severity()) + ": " + finding.code() + ": " + remark.sentence());
    if (!finding.advice().isEmpty()) {
      details.add(finding.advice());
    }
    details.add("at " + remark.at());
    Outcome.RuleRef rule = finding.rule();
    if (rule != null) {
      details.add(RuleWords.of(rule));
    }
    String test = finding.code() + " at " + remark.at();
    suite.failed(test, finding.code(), remark.message(), details);
  }

  private static String line(Diagnostic diagnostic) {
    String at = diagnostic.at().toString();
    String help = diagnostic.help().isEmpty() ? "" : "; help: " + diagnostic.help();
    String where = at.isEmpty() ? "" : at + ": ";
    return where + Words.of(diagnostic.severity()) + ": " + diagnostic.message() + help;
  }
}
