package memfate.importer;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** The field tables of {@code inputs/README.md}, written from the JSON Schema. */
final class FieldTables {
  private static final String BEGIN = "<!-- fields: written from the JSON Schema -->\n";
  private static final String END = "<!-- /fields -->\n";

  private final JsonNode definitions;

  private FieldTables(JsonNode schema) {
    definitions = schema.get("$defs");
  }

  static String replaceIn(String readme, JsonNode schema) {
    int begin = readme.indexOf(BEGIN) + BEGIN.length();
    return readme.substring(0, begin)
        + new FieldTables(schema).tables()
        + readme.substring(readme.indexOf(END));
  }

  private String tables() {
    StringBuilder out = new StringBuilder();
    for (Map.Entry<String, JsonNode> definition : definitions.properties()) {
      if (definition.getValue().has("properties")) {
        append(out, definition.getKey(), definition.getValue());
      }
    }
    return out.append('\n').toString();
  }

  private void append(StringBuilder out, String name, JsonNode definition) {
    out.append("\n### ").append(name).append("\n\n");
    out.append(definition.get("description").asString()).append("\n\n");
    out.append("| key | value | meaning |\n|---|---|---|\n");
    definition
        .get("properties")
        .properties()
        .forEach(p -> out.append(row(p.getKey(), p.getValue())));
  }

  private String row(String key, JsonNode property) {
    return "| `%s` | %s | %s |\n".formatted(key, type(property), meaning(property));
  }

  private static String meaning(JsonNode property) {
    String text = property.path("description").asString("");
    JsonNode fallback = property.path("default");
    return fallback.isMissingNode()
        ? text
        : "%s Default: %s.".formatted(text, fallback.isString() ? fallback.asString() : fallback);
  }

  private String type(JsonNode property) {
    if (property.has("$ref")) {
      String name = property.get("$ref").asString().replace("#/$defs/", "");
      return definitions.get(name).has("properties")
          ? "[%s](#%s)".formatted(name, anchor(name))
          : name;
    }
    if (property.has("const")) {
      return "`" + property.get("const").asString() + "`";
    }
    if (property.has("enum")) {
      return words(property.get("enum"));
    }
    if (property.has("anyOf")) {
      List<String> types = new ArrayList<>();
      property.get("anyOf").forEach(t -> types.add(type(t)));
      return String.join(" or ", types.stream().distinct().toList());
    }
    return plain(property);
  }

  private String plain(JsonNode property) {
    JsonNode type = property.path("type");
    if (type.asString("").equals("array")) {
      return property.has("items") ? "list of " + type(property.get("items")) : "`[]`";
    }
    if (type.asString("").equals("object")) {
      return "mapping";
    }
    return type.isMissingNode() ? "anything" : "text";
  }

  private static String words(JsonNode words) {
    List<String> quoted = new ArrayList<>();
    words.forEach(word -> quoted.add("`" + word.asString() + "`"));
    return String.join(", ", quoted);
  }

  private static String anchor(String name) {
    return name.toLowerCase(java.util.Locale.ROOT);
  }
}
