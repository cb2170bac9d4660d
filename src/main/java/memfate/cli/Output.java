package memfate.cli;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import memfate.platform.Diagnostic;
import memfate.report.CsvReport;
import memfate.report.Evaluated;
import memfate.report.FindingsReport;
import memfate.report.GithubReport;
import memfate.report.IomemReport;
import memfate.report.JUnitReport;
import memfate.report.JsonLinesReport;
import memfate.report.Report;
import memfate.report.Run;
import memfate.report.SarifReport;
import memfate.report.Summary;
import memfate.report.TextReport;

/** The reports of one run, each with the place that it is written to. */
final class Output implements AutoCloseable {

  /** What the text report is about. */
  enum TextForm {
    FATES,
    FINDINGS
  }

  /** Forms of a report. */
  enum Format {
    TEXT,
    JSONL,
    IOMEM,
    JUNIT,
    SARIF,
    CSV,
    GITHUB;

    /** Returns the word of the command line. */
    String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** Returns whether its report tells what is wrong with the run itself. */
    boolean tellsProblems() {
      return switch (this) {
        case TEXT, JSONL, IOMEM, CSV -> false;
        case JUNIT, SARIF, GITHUB -> true;
      };
    }

    /** Returns all words, as help and errors list them. */
    static String words() {
      return Stream.of(values()).map(Format::word).collect(Collectors.joining(", "));
    }
  }

  /**
   * One {@code -o FORMAT[=FILE]}.
   *
   * @param file file name, empty for standard output
   */
  record Wish(Format format, String file) {

    /**
     * Reads an option's value.
     *
     * @throws IllegalArgumentException if it makes no sense
     */
    static Wish parse(String text) {
      int equals = text.indexOf('=');
      String format = equals < 0 ? text : text.substring(0, equals);
      String file = equals < 0 ? "" : text.substring(equals + 1);
      if (equals >= 0 && file.isEmpty()) {
        throw new IllegalArgumentException("-o %s names no file".formatted(text));
      }
      for (Format known : Format.values()) {
        if (known.word().equals(format)) {
          return new Wish(known, file.equals("-") ? "" : file);
        }
      }
      throw new IllegalArgumentException(
          "there is no format '%s'; there are %s".formatted(format, Format.words()));
    }

    /** Returns what the values ask for: text on standard output when they are none. */
    static List<Wish> parseAll(List<String> texts) {
      if (texts.isEmpty()) {
        return List.of(new Wish(Format.TEXT, ""));
      }
      Set<String> files = new HashSet<>();
      List<Wish> wishes = texts.stream().map(Wish::parse).toList();
      for (Wish wish : wishes) {
        if (!files.add(wish.file)) {
          throw new IllegalArgumentException(
              wish.file.isEmpty()
                  ? "two reports cannot share standard output; give one a file, as in -o jsonl=FILE"
                  : "two reports cannot share the file '%s'".formatted(wish.file));
        }
      }
      return wishes;
    }
  }

  /** Writes something to a report. */
  private interface Step {
    void on(Report report) throws IOException;
  }

  private record Target(String name, Writer writer, Report report) {}

  private final List<Target> targets = new ArrayList<>();

  /**
   * Opens the places.
   *
   * @param colour whether text on standard output is coloured
   * @param failOn which ranges a report of tests calls failures
   * @throws OutputFailure if a file cannot be opened
   */
  Output(
      List<Wish> wishes,
      Streams streams,
      boolean colour,
      boolean verbose,
      FailOn failOn,
      TextForm text) {
    for (Wish wish : wishes) {
      boolean standard = wish.file().isEmpty();
      Writer writer = standard ? ResultWriter.to(streams) : open(wish.file());
      Report report =
          wish.format() == Format.TEXT && text == TextForm.FINDINGS
              ? new FindingsReport(writer, colour && standard, verbose)
              : form(wish.format(), writer, colour && standard, verbose, failOn);
      targets.add(new Target(standard ? "standard output" : wish.file(), writer, report));
    }
  }

  void begin(Run run) {
    each(report -> report.begin(run));
  }

  void outcome(Evaluated evaluated) {
    each(report -> report.outcome(evaluated));
  }

  void problems(List<Diagnostic> problems) {
    each(report -> report.problems(problems));
  }

  /** Ends the reports and closes the files; a run that does not come here leaves them torn. */
  void end(Summary summary) {
    each(report -> report.end(summary));
    for (Target target : targets) {
      try {
        target.writer().close();
      } catch (IOException e) {
        throw new OutputFailure(target.name(), e);
      }
    }
  }

  /** Gives the files up; what was written so far stays. */
  @Override
  public void close() {
    for (Target target : targets) {
      try {
        target.writer().close();
      } catch (IOException e) {
        // The run has failed already, for a reason that was told.
      }
    }
  }

  private void each(Step step) {
    for (Target target : targets) {
      try {
        step.on(target.report());
      } catch (IOException e) {
        throw new OutputFailure(target.name(), e);
      }
    }
  }

  private static Writer open(String file) {
    try {
      return Files.newBufferedWriter(Path.of(file));
    } catch (IOException e) {
      throw new OutputFailure(file, e);
    }
  }

  private static Report form(
      Format format, Writer writer, boolean colour, boolean verbose, FailOn failOn) {
    return switch (format) {
      case TEXT -> new TextReport(writer, colour, verbose);
      case JSONL -> new JsonLinesReport(writer);
      case IOMEM -> new IomemReport(writer);
      case JUNIT -> new JUnitReport(writer, failOn::counts);
      case SARIF -> new SarifReport(writer);
      case CSV -> new CsvReport(writer);
      case GITHUB -> new GithubReport(writer);
    };
  }
}
