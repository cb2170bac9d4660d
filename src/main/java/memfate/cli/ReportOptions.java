package memfate.cli;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import memfate.batch.Progress;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What to read, and in which forms to report: of every command that evaluates platforms. */
final class ReportOptions {
  @Mixin private InputOptions inputs;
  @Mixin private ProgressOptions progress;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT[=FILE]",
      description = {
        "Report: text (default), jsonl, iomem, junit, sarif, csv, github, svg; repeatable, one of",
        "them without FILE."
      })
  private List<String> outputs = new ArrayList<>();

  /** Returns whether reports were asked for, or else the default is made. */
  boolean given() {
    return !outputs.isEmpty();
  }

  /** Returns what tells of progress. */
  Progress progress(PrintStream err) {
    return progress.of(err, inputs.paths());
  }

  /** Returns what to read, and how. */
  InputOptions inputs() {
    return inputs;
  }

  /**
   * Returns the reports that are asked for.
   *
   * @param command the command that the options belong to
   */
  List<Wish<Output.Format>> wishes(CommandLine command) {
    return inputs.wishes(command, outputs, Output.Format.class);
  }
}
