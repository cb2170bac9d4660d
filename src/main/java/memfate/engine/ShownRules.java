package memfate.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.dataformat.yaml.YAMLFactory;

/** The rules that cases show firing: what stands under {@code x-fires} in {@code cases/*.yaml}. */
final class ShownRules {
  private static final String KEY = "x-fires";
  private static final YAMLFactory YAML = YAMLFactory.builder().build();

  private final Set<String> names = new HashSet<>();

  private ShownRules() {}

  /** Reads the cases below some folders; a file that is no YAML shows nothing. */
  static Set<String> below(List<Path> folders) throws IOException {
    ShownRules shown = new ShownRules();
    for (Path folder : folders) {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.filter(ShownRules::isCase).sorted().toList()) {
          shown.read(Files.readString(file));
        }
      }
    }
    return shown.names;
  }

  private static boolean isCase(Path file) {
    Path folder = file.getParent();
    return folder != null && folder.endsWith("cases") && file.toString().endsWith(".yaml");
  }

  private void read(String text) {
    try (JsonParser parser = YAML.createParser(ObjectReadContext.empty(), text)) {
      boolean firing = false;
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        if (token == JsonToken.PROPERTY_NAME) {
          firing = KEY.equals(parser.currentName());
        } else if (firing && token == JsonToken.VALUE_STRING) {
          names.add(parser.getString());
        }
      }
    } catch (JacksonException e) {
      // The tests of the cases say what is wrong with it.
    }
  }
}
