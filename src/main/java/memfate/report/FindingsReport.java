package memfate.report;

import java.io.IOException;
import java.io.Writer;
import java.util.HashMap;
import java.util.Map;
import memfate.boot.Outcome;
import memfate.platform.Diagnostic.Severity;
import memfate.platform.Printable;

/** Findings for people, one after the other as compilers print them; no fates. */
public final class FindingsReport implements Report {
  private final Writer out;
  private final boolean colour;
  private final boolean verbose;
  private final Map<Severity, Integer> counts = new HashMap<>();
  private int suppressed;
  private int platforms;

  /**
   * Makes a report.
   *
   * @param out where to write; not closed
   * @param colour whether to colour
   * @param verbose whether to show suppressed findings
   */
  public FindingsReport(Writer out, boolean colour, boolean verbose) {
    this.out = out;
    this.colour = colour;
    this.verbose = verbose;
  }

  @Override
  public void begin(Run run) {}

  @Override
  public void outcome(Evaluated evaluated) throws IOException {
    platforms++;
    Outcome outcome = evaluated.outcome();
    for (Remark remark : Remark.withSuppressed(evaluated)) {
      Outcome.Finding finding = remark.finding();
      if (!finding.counts()) {
        suppressed++;
      } else {
        counts.merge(finding.severity(), 1, Integer::sum);
      }
      if (finding.counts() || verbose) {
        write(outcome, remark);
      }
    }
    if (outcome.status() != Outcome.Status.OK && outcome.status() != Outcome.Status.PARTIAL) {
      out.write(
          "%s: %s%n".formatted(Printable.of(Remark.subject(outcome)), StatusWords.of(outcome)));
    }
  }

  private void write(Outcome outcome, Remark remark) throws IOException {
    Outcome.Finding finding = remark.finding();
    Ink ink =
        switch (finding.severity()) {
          case ERROR -> Ink.RED;
          case WARNING -> Ink.YELLOW;
          case INFO -> Ink.PLAIN;
        };
    line("", Ink.BOLD, remark.at() + ": ", ink, Words.of(finding.severity()) + ": ");
    out.write(Printable.of("%s: %s%n".formatted(finding.code(), remark.sentence()).strip()) + "\n");
    if (!finding.advice().isEmpty()) {
      out.write("    " + Printable.of(finding.advice()) + "\n");
    }
    Outcome.RuleRef rule = finding.rule();
    if (rule != null) {
      String place = "%s:%d, %s".formatted(rule.file(), rule.line(), Remark.subject(outcome));
      out.write("    " + Ink.DIM.on(colour, Printable.of(place)) + "\n");
    }
    if (finding.suppressed() != null) {
      String why = "suppressed: " + finding.suppressed();
      out.write("    " + Ink.DIM.on(colour, Printable.of(why)) + "\n");
    }
  }

  private void line(String indent, Ink first, String place, Ink second, String severity)
      throws IOException {
    out.write(indent + first.on(colour, Printable.of(place)) + second.on(colour, severity));
  }

  @Override
  public void end(Summary summary) throws IOException {
    out.write(
        "%s, %s, %s in %s%s%n"
            .formatted(
                counted(counts.getOrDefault(Severity.ERROR, 0), "error"),
                counted(counts.getOrDefault(Severity.WARNING, 0), "warning"),
                counted(counts.getOrDefault(Severity.INFO, 0), "note"),
                counted(platforms, "evaluation"),
                suppressed == 0 ? "" : ", %d suppressed".formatted(suppressed)));
    out.flush();
  }

  private static String counted(int count, String word) {
    return count + " " + word + (count == 1 ? "" : "s");
  }
}
