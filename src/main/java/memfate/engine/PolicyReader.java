package memfate.engine;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import memfate.engine.YamlFile.Entry;
import memfate.engine.YamlFile.Mapping;
import memfate.engine.YamlFile.Sequence;
import memfate.engine.YamlFile.Text;
import memfate.engine.YamlFile.Value;
import memfate.platform.SourceLocation;
import org.jspecify.annotations.Nullable;

/** Reads the YAML files that say what a policy is. */
final class PolicyReader {
  static final String FILE = "policy.yaml";

  private static final Set<String> KEYS =
      Set.of("title", "kernels", "sources", "based-on", "replaces", "options");

  private PolicyReader() {}

  /**
   * A definition, and where its file says what may turn out wrong.
   *
   * @param basedOnAt the name of the base
   * @param replacesAt the names of rules, in the order of {@link PolicyDefinition#replaces()}
   */
  record Read(
      PolicyDefinition definition, SourceLocation basedOnAt, List<SourceLocation> replacesAt) {}

  /**
   * Reads the {@code policy.yaml} of a folder.
   *
   * @param name what places call the file
   * @throws PolicyException if it cannot be read or has unknown keys
   */
  static Read definition(Path folder, String name) {
    YamlFile file = YamlFile.read(folder.resolve(FILE), name);
    Mapping root = file.root();
    for (Entry entry : root.entries().values()) {
      if (!KEYS.contains(entry.key())) {
        String message =
            "unknown key \"%s\"; there are %s"
                .formatted(entry.key(), KEYS.stream().sorted().toList());
        throw new PolicyException(message, List.of(file.error(entry.keyAt(), message, "")));
      }
    }
    Map<String, String> options = new LinkedHashMap<>();
    if (root.get("options") instanceof Mapping given) {
      given.entries().forEach((key, entry) -> options.put(key, text(entry.value())));
    }
    Path folderName = folder.toAbsolutePath().normalize().getFileName();
    PolicyDefinition definition =
        new PolicyDefinition(
            folderName == null ? "policy" : folderName.toString(),
            text(root.get("title")),
            text(root.get("kernels")),
            texts(root.get("sources")),
            text(root.get("based-on")),
            texts(root.get("replaces")),
            options);
    Value basedOn = root.get("based-on");
    return new Read(
        definition,
        basedOn == null ? root.at() : basedOn.at(),
        root.get("replaces") instanceof Sequence list
            ? list.items().stream().map(Value::at).toList()
            : List.of());
  }

  /** Reads which values the options of the shared rules take; without the file any. */
  static PolicyOptions options(Path path) {
    Map<String, List<String>> values = new LinkedHashMap<>();
    Set<String> required = new LinkedHashSet<>();
    if (Files.isRegularFile(path)
        && YamlFile.read(path, path.toString()).root().get("options") instanceof Mapping options) {
      for (Entry option : options.entries().values()) {
        if (option.value() instanceof Mapping said) {
          values.put(option.key(), texts(said.get("values")));
          if (text(said.get("required")).equals("true")) {
            required.add(option.key());
          }
        }
      }
    }
    return new PolicyOptions(values, required);
  }

  private static String text(@Nullable Value value) {
    return value instanceof Text text ? text.text() : "";
  }

  private static List<String> texts(@Nullable Value value) {
    List<String> texts = new ArrayList<>();
    if (value instanceof Sequence list) {
      list.items().forEach(item -> texts.add(text(item)));
    }
    return List.copyOf(texts);
  }
}
