package memfate.importer;

import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * Cuts an input into its documents without parsing them, so that a broken one cannot hide the next.
 *
 * <p>In YAML a line that starts with {@code ---} ends a document wherever it stands, in quoted and
 * block text too (YAML 1.2, c-forbidden).
 */
abstract class DocumentSplitter {
  final ByteSource in;
  final int limit;
  final ByteSink current = new ByteSink();
  int line = 1;
  int column = 1;
  int startLine = 1;
  int startColumn = 1;
  boolean tooLarge;
  private long beyond;

  DocumentSplitter(ByteSource in, int limit) {
    this.in = in;
    this.limit = limit;
  }

  /** Looks at the first characters: a brace with a quote, or a list of objects, is JSON. */
  static DocumentSplitter of(InputStream stream, int limit) throws IOException {
    ByteSource in = new ByteSource(stream);
    if (in.peek(0) == 0xef && in.peek(1) == 0xbb && in.peek(2) == 0xbf) {
      in.next();
      in.next();
      in.next();
    }
    int first = blanks(in, 0);
    int second = blanks(in, first + 1);
    int a = in.peek(first);
    int b = in.peek(second);
    boolean object = a == '{' && (b == '"' || b == '}');
    boolean list = a == '[' && (b == '{' || b == ']');
    return object || list ? new JsonSplitter(in, limit) : new YamlSplitter(in, limit);
  }

  private static int blanks(ByteSource in, int from) throws IOException {
    int at = from;
    while (at < 1 << 16 && isBlank(in.peek(at))) {
      at++;
    }
    return at;
  }

  static boolean isBlank(int b) {
    return b == ' ' || b == '\t' || b == '\n' || b == '\r';
  }

  /** Returns the next document, null after the last one. */
  abstract @Nullable RawDocument next() throws IOException;

  /** Returns what was read before the input failed, as a document that cannot be used. */
  RawDocument damaged(String damage) {
    return new RawDocument(current.toByteArray(), startLine, startColumn, false, damage);
  }

  /** Takes the next byte, and keeps count of the place. */
  int take() throws IOException {
    int b = in.next();
    boolean newline = b == '\n' || (b == '\r' && in.peek(0) != '\n');
    if (newline) {
      line++;
      column = 1;
    } else if (b != ByteSource.END && (b & 0xc0) != 0x80) {
      column++;
    }
    return b;
  }

  /**
   * Keeps a byte of the document while it is not too large.
   *
   * @throws IOException if it goes on for as long again: an input without an end has no next one
   */
  void keep(int b) throws IOException {
    if (current.size() < limit) {
      current.write(b);
      return;
    }
    tooLarge = true;
    if (++beyond > limit) {
      throw new IOException("no end of the document within %d bytes".formatted(2L * limit));
    }
  }

  /**
   * Takes and keeps those of the next bytes that mean nothing to a splitter of JSON, all at once.
   */
  void keepPlain() {
    int length = Math.min(in.plain(), limit - current.size());
    in.move(length, current);
    column += length;
  }

  void begin() {
    current.reset();
    tooLarge = false;
    beyond = 0;
    startLine = line;
    startColumn = column;
  }

  RawDocument finish(boolean json) {
    String damage = tooLarge ? "the document is larger than %d bytes".formatted(limit) : "";
    return new RawDocument(current.toByteArray(), startLine, startColumn, json, damage);
  }
}
