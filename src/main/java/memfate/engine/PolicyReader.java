package memfate.engine;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import memfate.platform.Diagnostic;
import memfate.platform.SourceLocation;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Reads the YAML files of a rules folder. */
final class PolicyReader {
  static final String FILE = "policy.yaml";

  private static final Set<String> KEYS =
      Set.of("title", "kernels", "sources", "based-on", "replaces", "options");

  private static final YAMLMapper YAML =
      YAMLMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private PolicyReader() {}

  /**
   * Reads the {@code policy.yaml} of a folder.
   *
   * @throws PolicyException if it cannot be read or has unknown keys
   */
  static PolicyDefinition definition(Path folder) {
    Path file = folder.resolve(FILE);
    JsonNode root = read(file);
    for (String key : root.propertyNames()) {
      if (!KEYS.contains(key)) {
        throw PolicyLibrary.problem(
            "unknown key \"%s\"; there are %s".formatted(key, KEYS.stream().sorted().toList()),
            file.toString());
      }
    }
    Map<String, String> options = new LinkedHashMap<>();
    root.path("options")
        .properties()
        .forEach(option -> options.put(option.getKey(), option.getValue().asString()));
    Path name = folder.toAbsolutePath().normalize().getFileName();
    return new PolicyDefinition(
        name == null ? "policy" : name.toString(),
        root.path("title").asString(""),
        root.path("kernels").asString(""),
        strings(root.path("sources")),
        root.path("based-on").asString(""),
        strings(root.path("replaces")),
        options);
  }

  /** Reads the table of kernel versions, first match wins. */
  static List<VersionRow> versions(Path file) {
    List<VersionRow> rows = new ArrayList<>();
    for (JsonNode row : read(file).path("versions")) {
      rows.add(
          new VersionRow(
              row.path("from").asString(""),
              row.path("policy").asString(),
              row.path("remark").asString("")));
    }
    return rows;
  }

  /** Reads which values the options of the shared rules take; without the file any. */
  static PolicyOptions options(Path file) {
    Map<String, List<String>> values = new LinkedHashMap<>();
    Set<String> required = new LinkedHashSet<>();
    if (Files.isRegularFile(file)) {
      read(file)
          .path("options")
          .properties()
          .forEach(
              option -> {
                values.put(option.getKey(), strings(option.getValue().path("values")));
                if (option.getValue().path("required").asBoolean(false)) {
                  required.add(option.getKey());
                }
              });
    }
    return new PolicyOptions(values, required);
  }

  private static List<String> strings(JsonNode node) {
    List<String> strings = new ArrayList<>();
    node.forEach(item -> strings.add(item.asString()));
    return List.copyOf(strings);
  }

  private static String firstLine(Exception e) {
    String said = e instanceof JacksonException json ? json.getOriginalMessage() : e.toString();
    return String.valueOf(said).lines().findFirst().orElse("");
  }

  private static JsonNode read(Path file) {
    try {
      return YAML.readTree(Files.readString(file, StandardCharsets.UTF_8));
    } catch (IOException | JacksonException e) {
      String message = "cannot read it: " + firstLine(e);
      throw new PolicyException(message, List.of(Diagnostic.error(message, place(file, e))));
    }
  }

  private static SourceLocation place(Path file, Exception e) {
    TokenStreamLocation at = e instanceof JacksonException yaml ? yaml.getLocation() : null;
    return at == null
        ? new SourceLocation(file.toString(), 0, 0)
        : new SourceLocation(
            file.toString(), Math.max(1, at.getLineNr()), Math.max(1, at.getColumnNr()));
  }
}
