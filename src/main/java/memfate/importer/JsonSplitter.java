package memfate.importer;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Cuts JSON into its top-level values: one value, one a line (JSON lines), or the items of one
 * list.
 *
 * <p>Brackets are only counted. A value that is still open when the next line starts with an
 * opening brace was cut off: in JSON lines the damage ends with the line.
 */
final class JsonSplitter extends DocumentSplitter {
  private boolean inList;
  private int listLine;
  private int depth;
  private boolean inText;
  private boolean endedBetween = true;

  JsonSplitter(ByteSource in, int limit) {
    super(in, limit);
  }

  @Override
  @Nullable RawDocument next() throws IOException {
    skipBetween();
    begin();
    if (in.peek(0) == ByteSource.END) {
      if (inList) {
        inList = false;
        endedBetween = false;
        return damaged(
            "the list that starts in line %d is not closed; the file may be cut off"
                .formatted(listLine));
      }
      return null;
    }
    if (in.peek(0) == '{' || in.peek(0) == '[') {
      readValue();
    } else {
      readOther();
    }
    return finish(true);
  }

  private void skipBetween() throws IOException {
    for (int b = in.peek(0); b != ByteSource.END; b = in.peek(0)) {
      if (b == '[' && !inList) {
        inList = true;
        listLine = line;
      } else if (b == ']' && inList) {
        inList = false;
      } else if (!isBlank(b) && !(b == ',' && inList)) {
        return;
      }
      take();
    }
  }

  private void readValue() throws IOException {
    depth = 0;
    inText = false;
    do {
      int b = take();
      keep(b);
      step(b);
      if (depth > 0) {
        keepPlain();
      }
    } while (depth > 0 && in.peek(0) != ByteSource.END && !isCutOff());
    endedBetween &= depth <= 0 || in.peek(0) != ByteSource.END || endsBehindOneLine();
    while (!inList && isBlank(in.peek(0)) && startsAlone()) {
      keep(take());
    }
  }

  /** A file of one value owns the line end behind it, so that its digest is the file's. */
  private boolean startsAlone() throws IOException {
    return startLine == 1 && (in.peek(1) == ByteSource.END || line > startLine);
  }

  private void step(int b) throws IOException {
    if (inText) {
      if (b == '\\' && in.peek(0) != '\n' && in.peek(0) != ByteSource.END) {
        keep(take());
      } else if (b == '"' || b == '\n') {
        inText = false;
      }
    } else if (b == '"') {
      inText = true;
    } else if (b == '{' || b == '[') {
      depth++;
    } else if (b == '}' || b == ']') {
      depth--;
    }
  }

  private boolean isCutOff() throws IOException {
    return endsBehindOneLine() && in.peek(0) == '{';
  }

  private boolean endsBehindOneLine() {
    return !inList && column == 1 && line == startLine + 1;
  }

  /**
   * Returns whether the text ended where one document was over, or where the brace of another would
   * have cut it off.
   */
  boolean endedBetween() {
    return endedBetween;
  }

  /** Anything that is no value: up to the end of the line, or to the next item of a list. */
  private void readOther() throws IOException {
    int b = in.peek(0);
    while (b != ByteSource.END && b != '\n' && !(inList && (b == ',' || b == ']'))) {
      keep(take());
      b = in.peek(0);
    }
  }
}
