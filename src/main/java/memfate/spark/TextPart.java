package memfate.spark;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import memfate.importer.DescriptionReader;
import memfate.importer.JsonStretch;
import memfate.importer.Origin;
import memfate.importer.UnreadDocument;
import org.apache.hadoop.conf.Configuration;

/**
 * The text of a row.
 *
 * @param name what diagnostics call its input
 * @param document its number there, 1-based
 * @param line its line there, 1-based
 */
record TextPart(String name, int document, int line, String text) implements Part {

  @Override
  public int rank() {
    return Integer.MAX_VALUE;
  }

  @Override
  public String input(UnreadDocument unread) {
    return name;
  }

  @Override
  public JsonStretch.Extent cut(Configuration hadoop, Consumer<UnreadDocument> consumer) {
    new DescriptionReader()
        .split(
            new Origin(name, document - 1, line - 1),
            new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)),
            consumer);
    return new JsonStretch.Extent(0, 0, true);
  }
}
