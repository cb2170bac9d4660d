package memfate.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.List;
import memfate.boot.Outcome;
import memfate.boot.Outcome.Status;
import memfate.platform.Diagnostic;
import memfate.platform.SourceLocation;
import org.junit.jupiter.api.Test;

class DeadLetterTest {
  private static final String HEAD =
      "{\"kind\":\"dead-letter\",\"input\":{\"path\":\"x.jsonl\",\"doc\":2,\"line\":3,"
          + "\"sha256\":\"ab\"},\"diagnostics\":[{\"severity\":\"error\",\"message\":\"no\","
          + "\"file\":\"x.jsonl\",\"line\":3,\"column\":1}],";

  @Test
  void itHasTheTextThatCouldNotBeRead() {
    assertEquals(
        HEAD + "\"text\":\"{\\\"ä\\n\"}\n", line("{\"ä\n".getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void whatIsNoTextIsInBase64() {
    assertEquals(HEAD + "\"base64\":\"e/8=\"}\n", line(new byte[] {'{', (byte) 0xff}));
  }

  private static String line(byte[] document) {
    Outcome outcome = Outcomes.of(Status.INVALID);
    Diagnostic diagnostic = Diagnostic.error("no", new SourceLocation("x.jsonl", 3, 1));
    return DeadLetter.line(
        new Evaluated(
            new Input("x.jsonl", 2, 3, "ab"),
            null,
            outcome.with(outcome.findings(), List.of(diagnostic))),
        document);
  }
}
