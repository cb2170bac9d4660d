package memfate.importer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UnnamedDocumentTest {

  private static Optional<UnnamedDocument> of(String text) {
    return UnnamedDocument.of(text.replace('~', '\n').getBytes(StandardCharsets.UTF_8));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "'{\"id\":\"a\"}', a, 6",
    "'{ \"x\" : {\"id\":\"no\"}, \"id\" :\t\"a-b/c\" , \"y\":[]}', a-b/c, 28",
    "'{\"x\":\"id\",\"id\":\"B9\"}', B9, 15",
    "'{\"x\":\"é😀\\\\\",\"id\":\"a\"}', a, 18",
    "'{\"x\":\"\\\",\\\"id\\\":\\\"no\",\"id\":\"a\"}', a, 27",
    "'{\"id\":\"a\",\"x-y\":{\"include\":\"no\"}}~', a, 6"
  })
  void theIdIsCutOut(String text, String id, int offset) {
    UnnamedDocument unnamed = of(text).orElseThrow();
    assertEquals(id, unnamed.id());
    assertEquals(offset, unnamed.idOffset());
    assertEquals('"', text.charAt(offset));
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "",
        "{}",
        "[{\"id\":\"a\"}]",
        "{\"x\":{\"id\":\"a\"}}",
        "{\"x\":[{\"id\":\"a\"}]}",
        "{\"id\":\"a\"",
        "{\"id\":\"a",
        "{\"id\":",
        "{\"id\"",
        "{\"id\":\"a\"} {",
        "{\"id\":\"a\",\"id\":\"a\"}",
        "{\"id\":\"\"}",
        "{\"id\":\"-a\"}",
        "{\"id\":\"a b\"}",
        "{\"id\":\"é\"}",
        "{\"id\":\"\\u0061\"}",
        "{\"\\u0069d\":\"b\",\"id\":\"a\"}",
        "{\"id\":1}",
        "{\"id\":[\"a\"]}",
        "{\"id\":\"a\",~\"x\":1}",
        "{\"id\":~\"a\"}",
        "{\"id\"~:\"a\"}",
        "{\"id\":\"a\",\"x\":\"~\"}",
        "{\"id\":\"a\",\"x\":\"\\~\"}",
        "{\"id\":\"a\",\"include\":\"b\"}",
        "{\"id\":\"a\",\"base\":\"b\"}",
        "{\"override\":{},\"id\":\"a\"}",
        "{\"matrix\":{},\"id\":\"a\"}"
      })
  void whatIsOfAnotherKindIsNotTaken(String text) {
    assertEquals(Optional.empty(), of(text));
  }

  @Test
  void idsHaveAtMost200Letters() {
    assertTrue(of("{\"id\":\"%s\"}".formatted("a".repeat(200))).isPresent());
    assertEquals(Optional.empty(), of("{\"id\":\"%s\"}".formatted("a".repeat(201))));
  }

  @Test
  void whatIsLargeIsNotTaken() {
    assertEquals(
        Optional.empty(), of("{\"id\":\"a\",\"x\":\"%s\"}".formatted("x".repeat(1 << 20))));
  }

  @Test
  void documentsAreEqualThatDifferInTheirIdsAlone() {
    UnnamedDocument one = of("{\"x\":1,\"id\":\"a\",\"y\":2}").orElseThrow();
    UnnamedDocument other = of("{\"x\":1,\"id\":\"longer\",\"y\":2}").orElseThrow();

    assertEquals(one, other);
    assertEquals(one.hashCode(), other.hashCode());
    for (String text :
        new String[] {
          "{\"x\":1,\"id\":\"a\",\"y\":3}",
          "{\"x\":2,\"id\":\"a\",\"y\":2}",
          "{\"x\":1, \"id\":\"a\",\"y\":2}",
          "{\"id\":\"a\",\"x\":1,\"y\":2}",
          "{\"x\":1,\"id\":\"a\",\"y\":2}~"
        }) {
      assertNotEquals(one, of(text).orElseThrow(), text);
    }
  }
}
