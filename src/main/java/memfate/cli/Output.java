package memfate.cli;

import java.io.OutputStream;
import java.io.Writer;
import java.util.List;
import java.util.function.Supplier;
import memfate.eval.FailOn;
import memfate.platform.Diagnostic;
import memfate.report.CsvReport;
import memfate.report.Evaluated;
import memfate.report.FindingsReport;
import memfate.report.GithubReport;
import memfate.report.IomemReport;
import memfate.report.JUnitReport;
import memfate.report.JsonLinesReport;
import memfate.report.OrdersReport;
import memfate.report.Report;
import memfate.report.Run;
import memfate.report.SarifReport;
import memfate.report.Summary;
import memfate.report.TextReport;
import memfate.report.map.MapReport;
import memfate.report.map.SvgReport;

/** The reports of one run, each with the place that it is written to. */
final class Output implements AutoCloseable {

  /** What the text report is about. */
  enum TextForm {
    FATES,
    FATES_WITH_MAP,
    FINDINGS,
    ORDERS
  }

  /** Forms of a report; the first is the default. */
  enum Format {
    TEXT,
    JSONL,
    IOMEM,
    JUNIT,
    SARIF,
    CSV,
    GITHUB,
    SVG;

    /** Returns whether its report tells what is wrong with the run itself. */
    boolean tellsProblems() {
      return switch (this) {
        case TEXT, JSONL, IOMEM, CSV, SVG -> false;
        case JUNIT, SARIF, GITHUB -> true;
      };
    }
  }

  private final Targets<Report> targets;
  private boolean interrupted;

  /**
   * Opens the places.
   *
   * @param colour whether text on standard output is coloured
   * @param failOn which ranges a report of tests calls failures
   * @throws OutputFailure if a file cannot be opened
   */
  Output(
      List<Wish<Format>> wishes,
      Streams streams,
      boolean colour,
      boolean verbose,
      FailOn failOn,
      TextForm text) {
    targets = new Targets<>(streams);
    for (Wish<Format> wish : wishes) {
      targets.add(
          wish.file(),
          (writer, standard) ->
              wish.format() == Format.TEXT
                  ? text(text, writer, colour && standard, verbose)
                  : form(wish.format(), writer, failOn));
    }
  }

  /** Adds JSON lines that go on behind others. */
  void append(String name, OutputStream out) {
    targets.add(name, out, JsonLinesReport::new);
  }

  synchronized void begin(Run run) {
    targets.each(report -> report.begin(run));
  }

  /**
   * Writes an outcome.
   *
   * @param record its JSON record, empty when no report is made of such
   */
  synchronized void outcome(Evaluated evaluated, String record) {
    awaitEnd();
    targets.each(
        report -> {
          if (record.isEmpty()) {
            report.outcome(evaluated);
          } else {
            report.outcome(evaluated, record);
          }
        });
  }

  /**
   * As {@link #outcome(Evaluated, String)}, of one that is made when more than its record is
   * needed.
   */
  synchronized void outcome(Supplier<Evaluated> evaluated, String record) {
    awaitEnd();
    targets.each(report -> report.outcome(evaluated, record));
  }

  void problems(List<Diagnostic> problems) {
    targets.each(report -> report.problems(problems));
  }

  /** Ends the reports and closes the files; a run that does not come here leaves them torn. */
  synchronized void end(Summary summary) {
    awaitEnd();
    targets.end(report -> report.end(summary));
  }

  /** Flushes what is written, whole records all, and writes nothing more: the process ends. */
  synchronized void flushForGood() {
    interrupted = true;
    targets.flush();
  }

  private void awaitEnd() {
    boolean woken = false;
    while (interrupted) {
      try {
        wait();
      } catch (InterruptedException e) {
        woken = true;
      }
      if (woken) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("the run was interrupted");
      }
    }
  }

  /** Gives the files up; what was written so far stays. */
  @Override
  public void close() {
    targets.close();
  }

  private static Report text(TextForm form, Writer writer, boolean colour, boolean verbose) {
    return switch (form) {
      case FATES -> new TextReport(writer, colour, verbose);
      case FATES_WITH_MAP -> new MapReport(new TextReport(writer, colour, verbose), writer);
      case FINDINGS -> new FindingsReport(writer, colour, verbose);
      case ORDERS -> new OrdersReport(writer, colour);
    };
  }

  private static Report form(Format format, Writer writer, FailOn failOn) {
    return switch (format) {
      case TEXT -> throw new IllegalArgumentException("text has several forms");
      case JSONL -> new JsonLinesReport(writer);
      case IOMEM -> new IomemReport(writer);
      case JUNIT -> new JUnitReport(writer, failOn::counts);
      case SARIF -> new SarifReport(writer);
      case CSV -> new CsvReport(writer);
      case GITHUB -> new GithubReport(writer);
      case SVG -> new SvgReport(writer);
    };
  }
}
