package memfate.report;

import java.io.IOException;
import java.io.Writer;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import memfate.boot.Outcome;
import memfate.platform.Diagnostic;
import memfate.platform.Diagnostic.Severity;
import memfate.platform.Printable;
import memfate.platform.SourceLocation;

/**
 * Workflow commands of GitHub Actions, which shows each as an annotation: one per finding and per
 * diagnostic, {@code ::error file=x.yaml,line=12,col=5,title=CODE::message}.
 *
 * <p>A diagnostic of a description is told once, however many policies met it.
 */
public final class GithubReport implements Report {
  private static final String OTHERS = "memfate";

  private final Writer out;
  private final Set<Diagnostic> told = new HashSet<>();

  public GithubReport(Writer out) {
    this.out = out;
  }

  @Override
  public void begin(Run run) {}

  @Override
  public void outcome(Evaluated evaluated) throws IOException {
    problems(Remark.diagnostics(evaluated));
    String subject = Remark.subject(evaluated.outcome());
    for (Remark remark : Remark.of(evaluated)) {
      Outcome.Finding finding = remark.finding();
      String message = remark.withAdvice() + " (" + subject + ")";
      command(finding.severity(), remark.at(), finding.code(), message);
    }
  }

  @Override
  public void problems(List<Diagnostic> problems) throws IOException {
    for (Diagnostic problem : problems) {
      if (told.add(problem)) {
        String help = problem.help().isEmpty() ? "" : "\nhelp: " + problem.help();
        command(problem.severity(), problem.at(), OTHERS, problem.message() + help);
      }
    }
  }

  @Override
  public void end(Summary summary) throws IOException {
    out.flush();
  }

  private void command(Severity severity, SourceLocation at, String title, String message)
      throws IOException {
    StringBuilder line = new StringBuilder("::").append(word(severity)).append(' ');
    if (!at.file().isEmpty()) {
      line.append("file=").append(property(at.file())).append(',');
    }
    if (at.line() > 0) {
      line.append("line=").append(at.line()).append(',');
    }
    if (at.column() > 0) {
      line.append("col=").append(at.column()).append(',');
    }
    line.append("title=").append(property(title)).append("::").append(data(message));
    if (at.offset() >= 0) {
      line.append(" (at byte 0x").append(Integer.toHexString(at.offset())).append(')');
    }
    out.write(line.append('\n').toString());
  }

  private static String word(Severity severity) {
    return severity == Severity.INFO ? "notice" : Words.of(severity);
  }

  private static String property(String text) {
    return data(text).replace(":", "%3A").replace(",", "%2C");
  }

  /** Line breaks survive in an annotation; other control characters become visible. */
  private static String data(String text) {
    StringBuilder data = new StringBuilder(text.length() + 16);
    text.codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '%' -> data.append("%25");
                case '\r' -> data.append("%0D");
                case '\n' -> data.append("%0A");
                default -> data.append(Printable.of(Character.toString(c)));
              }
            });
    return data.toString();
  }
}
