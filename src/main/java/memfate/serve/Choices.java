package memfate.serve;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import memfate.engine.PolicyDefinition;
import memfate.engine.PolicyException;
import memfate.engine.PolicyLibrary;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What the page has to pick from, as the rules folder and the folder of descriptions are now. */
final class Choices {
  /** An editor is no place for larger ones. */
  private static final long LARGEST = 256 << 10;

  private static final Pattern RULE = Pattern.compile("^rule \"([^\"\\n]+)\"", Pattern.MULTILINE);

  private final Path rules;
  private final Path inputs;

  Choices(Path rules, Path inputs) {
    this.rules = rules;
    this.inputs = inputs;
  }

  boolean hasPolicy(String name) {
    return new PolicyLibrary(rules).names().contains(name);
  }

  /**
   * Returns the rules of a file that a policy has in force.
   *
   * @throws Refusal if the policy has no such file
   */
  List<String> rulesOf(String policy, String file) throws Refusal {
    List<String> names = files(new PolicyLibrary(rules), policy).get(file);
    if (names == null) {
      throw new Refusal(400, "the policy has no such file of rules");
    }
    return names;
  }

  /** Returns all of them as JSON. */
  String json() {
    ObjectNode json = JsonMapper.shared().createObjectNode();
    PolicyLibrary library = new PolicyLibrary(rules);
    ArrayNode policies = json.putArray("policies");
    for (String name : library.names()) {
      try {
        String title = library.definition(name).title();
        policy(policies.addObject().put("name", name).put("title", title), library);
      } catch (PolicyException e) {
        policies.remove(policies.size() - 1);
      }
    }
    ArrayNode platforms = json.putArray("platforms");
    for (Path file : descriptions()) {
      ObjectNode platform = platforms.addObject();
      platform.put("path", inputs.relativize(file).toString());
      platform.put("name", String.valueOf(file.getFileName()));
      platform.put("text", text(file));
    }
    return json.toString();
  }

  private void policy(ObjectNode policy, PolicyLibrary library) {
    ArrayNode files = policy.putArray("files");
    files(library, policy.path("name").asString())
        .keySet()
        .forEach(
            file -> files.addObject().put("file", file).put("text", text(rules.resolve(file))));
  }

  /**
   * Returns the files of rules of a policy and of its bases, each with its rules. One of a base of
   * which a rule is replaced already is left out: edited as a whole, it would bring that rule back.
   */
  private Map<String, List<String>> files(PolicyLibrary library, String policy) {
    Map<String, List<String>> files = new LinkedHashMap<>();
    List<String> gone = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    String name = policy;
    while (!name.isEmpty() && seen.add(name)) {
      for (Path file : files(rules.resolve("policies").resolve(name), ".drl")) {
        List<String> names = RULE.matcher(text(file)).results().map(rule -> rule.group(1)).toList();
        if (!names.isEmpty() && names.stream().noneMatch(gone::contains)) {
          files.put(rules.relativize(file).toString(), names);
        }
      }
      PolicyDefinition definition = library.definition(name);
      gone.addAll(definition.replaces());
      name = definition.basedOn();
    }
    return files;
  }

  private List<Path> descriptions() {
    List<Path> found = new ArrayList<>(files(inputs.resolve("examples"), ".yaml"));
    found.addAll(files(inputs.resolve("machines"), ".yaml"));
    return found;
  }

  private static List<Path> files(Path folder, String ending) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.toString().endsWith(ending) && file.toFile().length() <= LARGEST)
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
