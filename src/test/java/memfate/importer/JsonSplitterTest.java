package memfate.importer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonSplitterTest {
  private static final String[] PARTS = {
    "{",
    "}",
    "[",
    "]",
    "\"",
    "\\",
    "\n",
    "\r",
    " ",
    ",",
    "plain text",
    "é",
    "😀",
    "{\"id\":\"a\"}\n"
  };

  /** Gives one byte at a time, so that no two are taken at once. */
  private static final class Dripping extends ByteArrayInputStream {
    Dripping(byte[] bytes) {
      super(bytes);
    }

    @Override
    public synchronized int read(byte[] into, int offset, int length) {
      return super.read(into, offset, Math.min(1, length));
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4})
  void theCutsDoNotDependOnHowManyBytesAreThereAtOnce(long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < 5000; i++) {
      byte[] text = text(random).getBytes(StandardCharsets.UTF_8);
      int limit = random.nextBoolean() ? 1000 : 1 + random.nextInt(60);
      assertEquals(
          cut(new Dripping(text), limit),
          cut(new ByteArrayInputStream(text), limit),
          () -> new String(text, StandardCharsets.UTF_8));
    }
  }

  private static String text(Random random) {
    StringBuilder text = new StringBuilder("{\"");
    for (int i = random.nextInt(30); i > 0; i--) {
      text.append(PARTS[random.nextInt(PARTS.length)]);
    }
    return text.toString();
  }

  private static List<String> cut(InputStream in, int limit) {
    List<String> cut = new ArrayList<>();
    try {
      JsonSplitter splitter = new JsonSplitter(new ByteSource(in), limit);
      for (RawDocument raw = splitter.next(); raw != null; raw = splitter.next()) {
        String text = new String(raw.bytes(), StandardCharsets.UTF_8);
        cut.add("%d:%d %s %s".formatted(raw.line(), raw.column(), raw.damage(), text));
      }
      cut.add("%d:%d".formatted(splitter.line, splitter.column));
    } catch (IOException e) {
      cut.add(e.getMessage());
    }
    return cut;
  }
}
