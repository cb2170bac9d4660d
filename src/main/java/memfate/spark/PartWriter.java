package memfate.spark;

import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Supplier;
import memfate.engine.PolicyException;
import memfate.eval.FailOn;
import memfate.eval.Judged;
import memfate.platform.Diagnostic;
import memfate.report.DeadLetter;
import memfate.report.JsonLinesReport;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;

/** Writes records and dead letters of a part, and counts them. */
final class PartWriter implements Closeable {
  private static final int BUFFER = 1 << 16;

  private final FileSystem files;
  private final String folder;
  private final String name;
  private final long attempt;
  private final FailOn failOn;
  private final TreeMap<String, String> written = new TreeMap<>();
  private final Tally tally = new Tally();
  private @Nullable Writer records;
  private @Nullable Writer letters;

  private PartWriter(FileSystem files, String folder, String name, long attempt, FailOn failOn) {
    this.files = files;
    this.folder = folder;
    this.name = name;
    this.attempt = attempt;
    this.failOn = failOn;
  }

  /**
   * Prepares files, which are made when something is written to them.
   *
   * @param name name of the part
   * @param attempt which nobody else has who writes into the folder
   */
  static PartWriter of(
      String folder, String name, long attempt, Configuration hadoop, FailOn failOn)
      throws IOException {
    return new PartWriter(new Path(folder).getFileSystem(hadoop), folder, name, attempt, failOn);
  }

  /**
   * Writes what became of a description.
   *
   * @param document its bytes, for the letter of one that could not be read
   */
  void write(Judged judged, Supplier<byte[]> document) throws IOException {
    records().write(JsonLinesReport.line(judged.evaluated()));
    if (judged.evaluated().platform() == null) {
      letters().write(DeadLetter.line(judged.evaluated(), document.get()));
    }
    tally.summary().add(judged.evaluated().outcome());
    tally.end(judged.atLeast().and(failOn.judge(judged.evaluated())));
    if (judged.problem() instanceof PolicyException policy) {
      tally.problems(policy.diagnostics());
    }
  }

  private Writer records() throws IOException {
    Writer known = records;
    if (known == null) {
      known = open("records");
      records = known;
    }
    return known;
  }

  private Writer letters() throws IOException {
    Writer known = letters;
    if (known == null) {
      known = open("dead-letters");
      letters = known;
    }
    return known;
  }

  private Writer open(String kind) throws IOException {
    String file = "%s/%s-%s-%d".formatted(folder, kind, name, attempt);
    written.put(file, "%s/%s.jsonl".formatted(kind, name));
    return new BufferedWriter(
        new OutputStreamWriter(files.create(new Path(file), false), StandardCharsets.UTF_8),
        BUFFER);
  }

  /**
   * Closes the files.
   *
   * @param problems what is wrong with packs
   */
  Attempt finish(List<Diagnostic> problems) throws IOException {
    close();
    tally.problems(problems);
    return new Attempt(written, tally);
  }

  @Override
  public void close() throws IOException {
    if (records != null) {
      records.close();
    }
    if (letters != null) {
      letters.close();
    }
  }
}
