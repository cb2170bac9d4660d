package memfate.cli;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import memfate.report.Packing;

/**
 * The places that the reports of one run are written to.
 *
 * @param <R> what writes a report
 */
final class Targets<R> implements AutoCloseable {
  private static final int BUFFER = 1 << 16;

  /**
   * Writes something to a report.
   *
   * @param <R> what writes a report
   */
  interface Step<R> {
    void on(R report) throws IOException;
  }

  /**
   * Makes a report.
   *
   * @param <R> what writes a report
   */
  interface Form<R> {
    /** Makes one that writes to a file, or to standard output. */
    R of(Writer writer, boolean standardOutput);
  }

  private record Target<R>(String name, Writer writer, R report) {}

  private final Streams streams;
  private final List<Target<R>> targets = new ArrayList<>();

  Targets(Streams streams) {
    this.streams = streams;
  }

  /**
   * Opens a place.
   *
   * @param file file name, empty for standard output
   * @throws OutputFailure if it cannot be opened
   */
  void add(String file, Form<R> form) {
    boolean standard = file.isEmpty();
    Writer writer = standard ? ResultWriter.to(streams) : open(file);
    targets.add(
        new Target<>(standard ? "standard output" : file, writer, form.of(writer, standard)));
  }

  /** Adds a place that is open already. */
  void add(String name, OutputStream out, Function<Writer, R> form) {
    Writer writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8), BUFFER);
    targets.add(new Target<>(name, writer, form.apply(writer)));
  }

  /** Hands over what is buffered; a place that fails now is given up. */
  void flush() {
    for (Target<R> target : targets) {
      try {
        target.writer().flush();
      } catch (IOException e) {
        // The process ends.
      }
    }
  }

  private static Writer open(String file) {
    try {
      return new BufferedWriter(
          new OutputStreamWriter(Packing.create(Path.of(file)), StandardCharsets.UTF_8), BUFFER);
    } catch (IOException e) {
      throw new OutputFailure(file, e);
    }
  }

  /** Writes to every report. */
  void each(Step<R> step) {
    for (Target<R> target : targets) {
      try {
        step.on(target.report());
      } catch (IOException e) {
        throw new OutputFailure(target.name(), e);
      }
    }
  }

  /** Ends the reports and closes the files; a run that does not come here leaves them torn. */
  void end(Step<R> last) {
    each(last);
    for (Target<R> target : targets) {
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
    for (Target<R> target : targets) {
      try {
        target.writer().close();
      } catch (IOException e) {
        // The run has failed already, for a reason that was told.
      }
    }
  }
}
