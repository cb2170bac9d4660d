package memfate.importer;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Cuts YAML before each {@code ---} and after each {@code ...}; documents without text are left
 * out.
 */
final class YamlSplitter extends DocumentSplitter {

  /** Whether the document holds more than blanks, comments, directives and its marker. */
  private boolean content;

  YamlSplitter(ByteSource in, int limit) {
    super(in, limit);
  }

  @Override
  @Nullable RawDocument next() throws IOException {
    while (in.peek(0) != ByteSource.END) {
      begin();
      content = false;
      readDocument();
      if (content) {
        return finish(false);
      }
    }
    return null;
  }

  private void readDocument() throws IOException {
    boolean first = true;
    while (in.peek(0) != ByteSource.END && (first || !isMarker('-') || preambleOnly())) {
      boolean end = isMarker('.');
      readLine();
      if (end) {
        return;
      }
      first = false;
    }
  }

  /** Comments and directives stand above the marker of the document that they belong to. */
  private boolean preambleOnly() {
    return !content && current.size() > 0 && !startsWithMarker();
  }

  private boolean startsWithMarker() {
    byte[] bytes = current.toByteArray();
    return bytes.length >= 3 && bytes[0] == '-' && bytes[1] == '-' && bytes[2] == '-';
  }

  private boolean isMarker(char c) throws IOException {
    int after = in.peek(3);
    return in.peek(0) == c
        && in.peek(1) == c
        && in.peek(2) == c
        && (after == ByteSource.END || isBlank(after));
  }

  private void readLine() throws IOException {
    int skip = isMarker('-') || isMarker('.') ? 3 : 0;
    boolean directive = in.peek(0) == '%';
    boolean comment = false;
    boolean blankBefore = true;
    int startOfLine = line;
    while (line == startOfLine && in.peek(0) != ByteSource.END) {
      int b = take();
      keep(b);
      comment |= b == '#' && blankBefore;
      blankBefore = isBlank(b);
      if (skip > 0) {
        skip--;
        blankBefore = true;
      } else {
        content |= !comment && !directive && !blankBefore;
      }
    }
  }
}
