package memfate.report.map;

import java.io.IOException;
import java.io.Writer;
import java.util.List;
import memfate.platform.Diagnostic;
import memfate.report.Evaluated;
import memfate.report.Report;
import memfate.report.Run;
import memfate.report.Summary;

/** Another report, with the address map behind each outcome. */
public final class MapReport implements Report {
  private static final int COLUMNS = 86;
  private static final String INDENT = "  ";

  private final Report report;
  private final Writer out;

  /**
   * Adds maps to a report.
   *
   * @param out where that report writes
   */
  public MapReport(Report report, Writer out) {
    this.report = report;
    this.out = out;
  }

  @Override
  public void begin(Run run) throws IOException {
    report.begin(run);
  }

  @Override
  public void outcome(Evaluated evaluated) throws IOException {
    report.outcome(evaluated);
    for (NamedMap named : NamedMap.of(evaluated.outcome())) {
      out.write("\n");
      if (!named.condition().isEmpty()) {
        out.write(INDENT + named.condition() + ":\n");
      }
      String map = new AsciiMap(MapLayout.of(named.map()), COLUMNS).draw();
      for (String line : map.lines().toList()) {
        out.write(line.isEmpty() ? "\n" : INDENT + line + "\n");
      }
    }
  }

  @Override
  public void problems(List<Diagnostic> problems) throws IOException {
    report.problems(problems);
  }

  @Override
  public void end(Summary summary) throws IOException {
    report.end(summary);
  }
}
