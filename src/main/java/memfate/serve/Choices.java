package memfate.serve;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import memfate.engine.PolicyDefinition;
import memfate.engine.PolicyException;
import memfate.engine.PolicyLibrary;
import memfate.engine.PolicyOutline;
import memfate.engine.PolicyOutline.Place;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What the page has to pick from, as the rules folder and the folder of descriptions are now. */
final class Choices {
  /** An editor is no place for larger ones. */
  private static final long LARGEST = 256 << 10;

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
      platform.put("folder", String.valueOf(file.getParent().getFileName()));
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
            file ->
                files.addObject().put("file", file).put("text", text(rules.resolve(inside(file)))));
  }

  /** Reports name the rules folder rules/, wherever it is. */
  private static String inside(String file) {
    return file.replaceFirst("^rules/", "");
  }

  /**
   * Returns the files of rules of a policy and of its bases, each with its rules. One of a base of
   * which a rule is replaced already is left out: edited as a whole, it would bring that rule back.
   */
  private static Map<String, List<String>> files(PolicyLibrary library, String policy) {
    PolicyOutline outline = library.outline(policy);
    List<String> gone = new ArrayList<>();
    Map<String, List<String>> files = new LinkedHashMap<>();
    add(files, outline, gone);
    for (PolicyDefinition base : outline.chain()) {
      add(files, library.outline(base.name()), gone);
    }
    return files;
  }

  private static void add(
      Map<String, List<String>> files, PolicyOutline outline, List<String> gone) {
    List<Place> own =
        Stream.concat(
                outline.adds().stream(), outline.replaces().stream().flatMap(Choices::instead))
            .distinct()
            .toList();
    own.stream()
        .collect(Collectors.groupingBy(Place::file, LinkedHashMap::new, Collectors.toList()))
        .forEach(
            (file, places) -> {
              List<String> names = places.stream().map(Place::rule).toList();
              if (names.stream().noneMatch(gone::contains)) {
                files.put(file, names);
              }
            });
    outline.replaces().forEach(replaced -> gone.add(replaced.rule().rule()));
  }

  private static Stream<Place> instead(PolicyOutline.Replaced replaced) {
    return Stream.ofNullable(replaced.by());
  }

  private List<Path> descriptions() {
    List<Path> found = new ArrayList<>();
    for (String folder : List.of("examples", "machines")) {
      Path at = inputs.resolve(folder);
      if (Files.isDirectory(at)) {
        try (Stream<Path> files = Files.list(at)) {
          files.filter(Choices::isDescription).sorted().forEach(found::add);
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    }
    return found;
  }

  private static boolean isDescription(Path file) {
    return file.toString().endsWith(".yaml") && file.toFile().length() <= LARGEST;
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
