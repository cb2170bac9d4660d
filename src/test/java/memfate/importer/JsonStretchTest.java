package memfate.importer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import memfate.importer.JsonStretch.Extent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonStretchTest {
  private static final List<String> LINES =
      List.of(
          "{\"id\":\"a\"}\n",
          "{\"id\":\"b\", \"x\":[1,{}]}\r\n",
          "{\"id\":\"torn\n",
          "{\"id\":\"open\",\n",
          "\n",
          "  \n",
          "no JSON\n",
          "{\n  \"id\": \"spread\"\n}\n",
          "{\n{\"id\":\"within\"}\n}\n",
          "[{\"id\":\"c\"}]\n");

  /** A document as it was cut out. */
  private record Cut(int number, int line, String text) {
    static Cut of(UnreadDocument unread) {
      return new Cut(
          unread.number(), unread.line(), new String(unread.bytes(), StandardCharsets.UTF_8));
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void stretchesThatSayTheyAreExactHaveTheDocumentsOfTheWhole(long seed) {
    Random random = new Random(seed);
    int exact = 0;
    for (int i = 0; i < 2000; i++) {
      String text = "{\"id\":\"first\"}\n" + some(random, 1 + random.nextInt(6));
      List<Integer> begins = begins(text);
      begins.removeIf(b -> b > 0 && random.nextBoolean());
      List<Cut> cut = new ArrayList<>();
      if (cut(text, begins, cut)) {
        exact++;
        assertEquals(whole(text), cut, () -> "%s at %s".formatted(text, begins));
      }
    }
    assertTrue(exact > 500, "exact: " + exact);
  }

  @Test
  void oneDocumentALineIsExactWhereverItIsCut() {
    String text =
        "{\"id\":\"a\"}\n{\"id\":\"b\"}\n\nword\n{\"id\":\"torn\n{\"id\":\n{\"id\":\"c\"}";
    List<Integer> begins = begins(text);
    for (int begin : begins.subList(2, begins.size())) {
      List<Cut> cut = new ArrayList<>();
      assertTrue(cut(text, List.of(0, begin), cut), () -> "at " + begin);
      assertEquals(whole(text), cut);
    }
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "a document that goes on, '{\"id\":\"a\"}~{\"id\":\"b\"}~{~\"x\":~{\"id\":\"c\"}}~', 4",
    "a list, '{\"id\":\"a\"}~{\"id\":\"b\"}~[~{\"id\":\"c\"}]~', 3",
    "the only one of the begin, '{\"id\":\"a\"}~{\"id\":\"b\"}~', 1"
  })
  void aGuessThatIsWrongIsSeen(String what, String lines, int at) {
    String text = lines.replace('~', '\n');
    int begin = text.lines().limit(at).mapToInt(line -> line.length() + 1).sum();
    assertEquals('{', text.charAt(begin), what);
    assertFalse(cut(text, List.of(0, begin), new ArrayList<>()), what);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({"'{\"a\":1}', true", "' {}', true", "id: x, false", "'[{}]', false", "'', false"})
  void onlyObjectsAreCut(String head, boolean json) {
    assertEquals(json, JsonStretch.isJson(head.getBytes(StandardCharsets.UTF_8)));
  }

  private static String some(Random random, int lines) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < lines; i++) {
      text.append(LINES.get(random.nextInt(LINES.size())));
    }
    return text.toString();
  }

  /** Returns where lines start with a brace. */
  private static List<Integer> begins(String text) {
    List<Integer> begins = new ArrayList<>(List.of(0));
    for (int at = text.indexOf("\n{"); at >= 0; at = text.indexOf("\n{", at + 1)) {
      begins.add(at + 1);
    }
    return begins;
  }

  private static List<Cut> whole(String text) {
    List<Cut> cut = new ArrayList<>();
    new DescriptionReader().split(Origin.of("x"), bytes(text), unread -> cut.add(Cut.of(unread)));
    return cut;
  }

  /** Cuts stretches, and returns whether all are exact. */
  private static boolean cut(String text, List<Integer> begins, List<Cut> cut) {
    int documents = 0;
    int lines = 0;
    for (int i = 0; i < begins.size(); i++) {
      boolean last = i == begins.size() - 1;
      String stretch = text.substring(begins.get(i), last ? text.length() : begins.get(i + 1));
      Origin origin = new Origin("x", documents, lines);
      Extent extent =
          JsonStretch.cut(origin, bytes(stretch), last, unread -> cut.add(Cut.of(unread)));
      if (!extent.exact()) {
        return false;
      }
      documents += extent.documents();
      lines += extent.lines();
    }
    return true;
  }

  private static ByteArrayInputStream bytes(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }
}
