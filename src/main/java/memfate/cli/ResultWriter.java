package memfate.cli;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.PrintStream;
import java.io.Writer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Writes to a print stream and throws when it fails, as a print stream itself never does. */
final class ResultWriter extends Writer {
  private static final int BUFFER = 1 << 16;

  private final PrintStream out;
  private final Supplier<@Nullable IOException> failure;

  private ResultWriter(PrintStream out, Supplier<@Nullable IOException> failure) {
    this.out = out;
    this.failure = failure;
  }

  /** Returns a buffered writer to the results of a command. */
  static Writer to(Streams streams) {
    return new BufferedWriter(new ResultWriter(streams.out(), streams.failure()), BUFFER);
  }

  @Override
  public void write(char[] text, int offset, int length) throws IOException {
    out.print(new String(text, offset, length));
    check();
  }

  @Override
  public void flush() throws IOException {
    out.flush();
    check();
  }

  @Override
  public void close() throws IOException {
    flush();
  }

  private void check() throws IOException {
    if (out.checkError()) {
      IOException known = failure.get();
      throw known == null ? new IOException("the write failed") : known;
    }
  }
}
