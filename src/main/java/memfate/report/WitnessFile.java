package memfate.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import memfate.boot.Witness;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A witness as a file: {@code --witness-dir} writes it, {@code --order FILE} runs it again. */
public final class WitnessFile {
  private static final String SCHEMA = "memfate-witness/1";

  private WitnessFile() {}

  /** Returns a witness as JSON, on one line. */
  public static String write(Witness witness) {
    return JsonText.object(
            json -> {
              json.writeStringProperty("schema", SCHEMA);
              json.writeStringProperty("platform", witness.platform());
              json.writeStringProperty("policy", witness.policy());
              json.writeObjectPropertyStart("assume");
              JsonLinesReport.strings(json, witness.assume());
              json.writeEndObject();
              json.writeArrayPropertyStart("events");
              witness.steps().forEach(step -> json.writeString(step.text()));
              json.writeEndArray();
            })
        + "\n";
  }

  /**
   * Reads a witness.
   *
   * @throws IOException if the file cannot be read, or is no witness
   */
  public static Witness read(Path file) throws IOException {
    try {
      JsonNode root = JsonMapper.shared().readTree(Files.readString(file));
      if (!SCHEMA.equals(root.path("schema").asString(""))
          || !root.path("events").isArray()
          || !root.path("assume").isObject()) {
        throw new IOException(
            "%s is no witness: it lacks \"schema\":\"%s\", \"assume\" or \"events\""
                .formatted(file, SCHEMA));
      }
      Map<String, String> assume = new TreeMap<>();
      root.path("assume")
          .properties()
          .forEach(e -> assume.put(e.getKey(), e.getValue().asString("")));
      List<Witness.Step> steps = new ArrayList<>();
      for (JsonNode event : root.path("events")) {
        String[] words = event.asString("").split(" ", 2);
        steps.add(new Witness.Step(words[0], words.length < 2 ? "" : words[1], ""));
      }
      return new Witness(
          root.path("platform").asString(""), root.path("policy").asString(""), assume, steps);
    } catch (JacksonException e) {
      throw new IOException("%s is no JSON: %s".formatted(file, e.getOriginalMessage()), e);
    }
  }
}
