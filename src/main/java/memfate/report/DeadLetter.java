package memfate.report;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import tools.jackson.core.JsonGenerator;

/**
 * A document that could not be read, with the reasons, as a line of JSON: for whoever mends it and
 * hands it in again.
 */
public final class DeadLetter {
  private DeadLetter() {}

  /**
   * Returns the letter, with the line feed behind it.
   *
   * @param document its bytes, as far as they were read: in base 64 when they are no UTF-8
   */
  public static String line(Evaluated evaluated, byte[] document) {
    Input input = evaluated.input();
    return JsonText.object(
            json -> {
              json.writeStringProperty("kind", "dead-letter");
              JsonLinesReport.input(json, input);
              JsonLinesReport.diagnostics(json, evaluated.outcome());
              text(json, document);
            })
        + "\n";
  }

  private static void text(JsonGenerator json, byte[] document) {
    try {
      String text =
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(document)).toString();
      json.writeStringProperty("text", text);
    } catch (CharacterCodingException e) {
      json.writeStringProperty("base64", Base64.getEncoder().encodeToString(document));
    }
  }
}
