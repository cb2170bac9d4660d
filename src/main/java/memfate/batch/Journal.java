package memfate.batch;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import memfate.report.Input;
import memfate.report.JsonLinesReport;
import memfate.report.Packing;
import memfate.report.Run;
import memfate.report.RunFile;
import org.jspecify.annotations.Nullable;

/**
 * The JSON lines of a run that was cut off, read to go on with: first what is recorded, one input
 * at a time, then {@link #append} writes behind it.
 *
 * <p>A last line without its line feed was torn and counts for nothing, as does the summary. Whole
 * records are never rewritten.
 */
public final class Journal implements AutoCloseable {
  private final Path file;
  private final InputStream in;
  private final String head;
  private long end;
  private int line = 1;
  private RunFile.@Nullable Recorded next;
  private int nextLength;
  private boolean ended;

  private Journal(Path file, InputStream in, String head) {
    this.file = file;
    this.in = in;
    this.head = head;
    this.end = head.getBytes(StandardCharsets.UTF_8).length;
  }

  /**
   * Opens a journal; one that is not there, or has no whole line, begins a run.
   *
   * @throws IOException if it cannot be read
   * @throws JournalException if it is no journal that can be gone on with
   */
  public static Journal open(Path file) throws IOException {
    if (Packing.of(file) != Packing.PLAIN) {
      throw new JournalException(
          "%s is packed, and cannot be written on: unpack it first".formatted(file));
    }
    if (!Files.exists(file)) {
      Files.createFile(file);
    }
    InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
    String head = line(in);
    return new Journal(file, in, head == null ? "" : head);
  }

  /** Returns whether nothing is recorded, not even what the run is. */
  public boolean isEmpty() {
    return head.isEmpty();
  }

  /**
   * Makes sure that the journal is of a run, and reads up to its first record.
   *
   * @throws JournalException if it is another run's: it says what differs
   */
  public void check(Run run) throws IOException {
    if (!head.equals(JsonLinesReport.line(run))) {
      List<String> different = RunFile.differences(head, run);
      throw new JournalException(
          "%s is the journal of another run: %s".formatted(file, String.join("; ", different)));
    }
    advance();
  }

  /** Returns whether a record is left. */
  public boolean hasNext() {
    return next != null;
  }

  /**
   * Takes the records of the next input.
   *
   * @throws JournalException if the next record is of another input
   */
  public List<RunFile.Recorded> take(Input input) throws IOException {
    List<RunFile.Recorded> records = new ArrayList<>();
    for (RunFile.Recorded record = next;
        record != null && record.input().equals(input);
        record = next) {
      records.add(record);
      advance();
    }
    RunFile.Recorded other = next;
    if (records.isEmpty() && other != null) {
      throw new JournalException(
          "%s:%d: the inputs are not those of the journal: it goes on with %s, and here comes %s"
              .formatted(file, line, inWords(other.input()), inWords(input)));
    }
    return records;
  }

  private static String inWords(Input input) {
    String digest = input.sha256().isEmpty() ? "unread" : input.sha256().substring(0, 12);
    return "%s, document %d (%s)".formatted(input, input.document(), digest);
  }

  /**
   * Makes sure that each record had its input.
   *
   * @throws JournalException if one is left
   */
  public void finish() {
    RunFile.Recorded left = next;
    if (left != null) {
      throw new JournalException(
          "%s:%d: the inputs are not those of the journal: %s is no longer there"
              .formatted(file, line, inWords(left.input())));
    }
  }

  private void advance() throws IOException {
    if (next != null) {
      end += nextLength;
      next = null;
    }
    if (ended) {
      return;
    }
    String text = line(in);
    line++;
    if (text == null) {
      ended = true;
      return;
    }
    next = RunFile.recorded(text);
    nextLength = text.getBytes(StandardCharsets.UTF_8).length;
    ended = next == null;
    if (next == null && !text.startsWith("{\"kind\":\"summary\"")) {
      throw new JournalException(
          "%s:%d: the record is damaged: nothing can be added behind it".formatted(file, line));
    }
  }

  /** Returns a whole line with its line feed, null when there is none. */
  private static @Nullable String line(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream(4096);
    for (int b = in.read(); b >= 0; b = in.read()) {
      line.write(b);
      if (b == '\n') {
        return line.toString(StandardCharsets.UTF_8);
      }
    }
    return null;
  }

  /** Returns a stream behind the last record; what is torn goes with the first byte written. */
  public OutputStream append() {
    return new OutputStream() {
      private @Nullable OutputStream out;

      private OutputStream out() throws IOException {
        OutputStream known = out;
        if (known == null) {
          FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
          channel.truncate(end);
          channel.position(end);
          known = Channels.newOutputStream(channel);
          out = known;
        }
        return known;
      }

      @Override
      public void write(int b) throws IOException {
        out().write(b);
      }

      @Override
      public void write(byte[] bytes, int offset, int length) throws IOException {
        out().write(bytes, offset, length);
      }

      @Override
      public void close() throws IOException {
        if (out != null) {
          out.close();
        }
      }
    };
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
