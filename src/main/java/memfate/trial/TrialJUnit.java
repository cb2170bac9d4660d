package memfate.trial;

import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import memfate.platform.Diagnostic;
import memfate.report.JUnitSuite;

/**
 * Results as JUnit XML: a suite a file, a test a case and policy. Without times: the same results
 * give the same bytes.
 */
public final class TrialJUnit {
  private TrialJUnit() {}

  /**
   * Writes a report.
   *
   * @param problems what is wrong with files and policies
   */
  public static void write(List<CaseResult> results, List<Diagnostic> problems, Writer out)
      throws IOException {
    out.write("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"memfate test\">\n");
    Map<String, JUnitSuite> suites = new LinkedHashMap<>();
    for (CaseResult result : results) {
      String file = result.test().file().toString();
      add(suites.computeIfAbsent(file, f -> new JUnitSuite(f, f)), result);
    }
    for (JUnitSuite suite : suites.values()) {
      out.write(suite.toString());
    }
    JUnitSuite run = new JUnitSuite("memfate", "");
    problems.stream()
        .filter(problem -> problem.severity() == Diagnostic.Severity.ERROR)
        .forEach(problem -> error(run, problem));
    out.write((run.isEmpty() ? "" : run) + "</testsuites>\n");
    out.flush();
  }

  private static void error(JUnitSuite run, Diagnostic problem) {
    String at = problem.at().toString();
    run.error(at.isEmpty() ? problem.message() : at, "input", problem.message(), List.of());
  }

  private static void add(JUnitSuite suite, CaseResult result) {
    switch (result.verdict()) {
      case PASSED -> suite.passed(result.name(), List.of());
      case TODO_PASSES -> suite.passed(result.name(), List.of("todo but passed: " + result.why()));
      case TODO -> suite.skipped(result.name(), "todo: " + result.why());
      case FAILS_AS_EXPECTED -> suite.skipped(result.name(), "failed as expected: " + result.why());
      case FAILED ->
          suite.failed(
              result.name(),
              "mismatch",
              result.differences().get(0).lines().findFirst().orElse(""),
              TrialText.details(result));
      case PASSES_UNEXPECTEDLY ->
          suite.failed(
              result.name(), "mark", "passes, and is expected to fail: " + result.why(), List.of());
      case NOT_RUN -> {
        List<String> why = new ArrayList<>();
        result.broken().forEach(d -> why.add("%s: %s".formatted(d.at(), d.message())));
        suite.error(result.name(), "policy", "the policy does not compile", why);
      }
    }
  }
}
