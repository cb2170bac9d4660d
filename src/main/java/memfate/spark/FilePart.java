package memfate.spark;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.function.Consumer;
import memfate.importer.DescriptionReader;
import memfate.importer.JsonStretch;
import memfate.importer.Origin;
import memfate.importer.UnreadDocument;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;

/**
 * A file, or a stretch of one that is JSON lines.
 *
 * @param rank its rank among all parts
 * @param documents documents of the file before it
 * @param lines line ends of the file before it
 * @param start first byte
 * @param end the byte behind it
 */
record FilePart(int rank, InputFile file, int documents, int lines, long start, long end)
    implements Part {

  /** A whole file. */
  static FilePart whole(int rank, InputFile file) {
    return new FilePart(rank, file, 0, 0, 0, file.length());
  }

  /**
   * A stretch of a file of which nobody knows yet what stands before it; it begins in some line but
   * the first.
   */
  static FilePart stretch(int rank, InputFile file, long start, long end) {
    return new FilePart(rank, file, 0, start == 0 ? 0 : 1, start, end);
  }

  /** Returns the same, behind so many documents and lines. */
  FilePart behind(int documentsBefore, int linesBefore) {
    return new FilePart(rank, file, documentsBefore, linesBefore, start, end);
  }

  boolean isWhole() {
    return start == 0 && isLast();
  }

  boolean isLast() {
    return end == file.length();
  }

  long length() {
    return end - start;
  }

  @Override
  public String input(UnreadDocument unread) {
    return file.number() + " " + unread.name();
  }

  @Override
  public JsonStretch.Extent cut(Configuration hadoop, Consumer<UnreadDocument> consumer) {
    if (isWhole()) {
      new DescriptionReader().split(file.input(hadoop), consumer);
      return new JsonStretch.Extent(0, 0, true);
    }
    try (InputStream in = open(hadoop)) {
      return JsonStretch.cut(new Origin(file.name(), documents, lines), in, isLast(), consumer);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private InputStream open(Configuration hadoop) throws IOException {
    FSDataInputStream in = file.open(hadoop);
    in.seek(start);
    return new Stretch(in, length());
  }
}
