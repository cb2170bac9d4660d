package memfate.importer;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Consumer;

/**
 * A stretch of JSON lines, cut into documents by itself while others cut what lies before and
 * behind it.
 *
 * <p>It begins at the begin of the input, or where a line starts with a brace; it ends at the end,
 * or where the next one begins. That a line starts a document there is a guess: {@link
 * Extent#exact} says whether it was right. When it was for all stretches of an input, they have the
 * documents that {@link DescriptionReader} cuts out of the whole.
 */
public final class JsonStretch {

  /** As many bytes as {@link #isJson} needs to see. */
  public static final int HEAD = 1 << 12;

  /**
   * What a stretch has.
   *
   * @param documents documents in it
   * @param lines line ends in it
   * @param exact whether no document goes on behind it
   */
  public record Extent(int documents, int lines, boolean exact) {}

  private JsonStretch() {}

  /** Returns whether an input that begins so is JSON, not packed, and may be cut in stretches. */
  public static boolean isJson(byte[] head) {
    try {
      InputStream in = new BufferedInputStream(new ByteArrayInputStream(head));
      return !Archive.isArchive(head)
          && DocumentSplitter.of(in, HEAD) instanceof JsonSplitter json
          && json.in.peek(0) != '[';
    } catch (IOException e) {
      throw new IllegalStateException("bytes can be read", e);
    }
  }

  /**
   * Cuts a stretch.
   *
   * @param in the stretch, and nothing behind it
   * @param last whether the input ends with it
   */
  public static Extent cut(
      Origin origin, InputStream in, boolean last, Consumer<UnreadDocument> consumer) {
    boolean first = origin.lines() == 0;
    try {
      DocumentReader reader = new DocumentReader(origin, Limits.DEFAULT);
      JsonSplitter splitter =
          first
              ? (JsonSplitter) DocumentSplitter.of(in, Limits.DEFAULT.documentBytes())
              : new JsonSplitter(new ByteSource(in), Limits.DEFAULT.documentBytes());
      int documents = reader.read(splitter, consumer) - origin.documents();
      // A single document at the begin owns the line end behind it, if nothing else comes.
      boolean alone = first && documents < 2;
      return new Extent(
          documents,
          splitter.line - 1 - origin.lines(),
          last || (splitter.endedBetween() && !alone));
    } catch (IOException e) {
      return new Extent(0, 0, false);
    }
  }
}
