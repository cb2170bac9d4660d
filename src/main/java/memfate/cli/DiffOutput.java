package memfate.cli;

import java.io.Writer;
import java.util.List;
import memfate.diff.Totals;
import memfate.report.Compared;
import memfate.report.CsvDifferenceReport;
import memfate.report.DifferenceReport;
import memfate.report.JsonLinesDifferenceReport;
import memfate.report.MarkdownDifferenceReport;
import memfate.report.TextDifferenceReport;
import memfate.report.UnifiedDifferenceReport;

/** The reports of differences, each with the place that it is written to. */
final class DiffOutput implements AutoCloseable {

  /** Forms of a report; the first is the default. */
  enum Format {
    TEXT,
    JSONL,
    CSV,
    MARKDOWN,
    UNIFIED
  }

  private final Targets<DifferenceReport> targets;

  DiffOutput(List<Wish<Format>> wishes, Streams streams, boolean colour, boolean verbose) {
    targets = new Targets<>(streams);
    for (Wish<Format> wish : wishes) {
      targets.add(
          wish.file(),
          (writer, standard) -> form(wish.format(), writer, colour && standard, verbose));
    }
  }

  void begin(DifferenceReport.Plan plan) {
    targets.each(report -> report.begin(plan));
  }

  void comparison(Compared compared) {
    targets.each(report -> report.comparison(compared));
  }

  /** Ends the reports and closes the files; a run that does not come here leaves them torn. */
  void end(List<Totals> totals) {
    targets.end(report -> report.end(totals));
  }

  @Override
  public void close() {
    targets.close();
  }

  private static DifferenceReport form(
      Format format, Writer writer, boolean colour, boolean verbose) {
    return switch (format) {
      case TEXT -> new TextDifferenceReport(writer, colour, verbose);
      case JSONL -> new JsonLinesDifferenceReport(writer);
      case CSV -> new CsvDifferenceReport(writer);
      case MARKDOWN -> new MarkdownDifferenceReport(writer);
      case UNIFIED -> new UnifiedDifferenceReport(writer);
    };
  }
}
