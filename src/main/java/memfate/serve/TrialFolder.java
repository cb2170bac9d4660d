package memfate.serve;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The files of one try: the description, and the edited rules as a policy based on another. */
final class TrialFolder implements AutoCloseable {
  private final Path folder;
  private final Path platform;
  private final String policy;

  /**
   * Writes them.
   *
   * @param parent where the folder is made
   * @param replaced the rules that the edited ones take the place of
   */
  TrialFolder(Path parent, Trial trial, List<String> replaced) throws IOException {
    this.folder = Files.createTempDirectory(parent, "try");
    this.platform = Files.writeString(folder.resolve(trial.name()), trial.platform());
    String rules = trial.rules();
    if (rules == null) {
      this.policy = trial.policy();
      return;
    }
    Path edited = Files.createDirectory(folder.resolve(trial.policy() + "-edited"));
    String from = trial.replaced();
    String file = from == null ? "edited.drl" : String.valueOf(Path.of(from).getFileName());
    Files.writeString(edited.resolve("policy.yaml"), definition(trial.policy(), replaced));
    Files.writeString(edited.resolve(file), rules);
    this.policy = edited.toString();
  }

  private static String definition(String base, List<String> replaced) {
    StringBuilder yaml = new StringBuilder();
    yaml.append("title: ").append(quoted(base + ", edited")).append('\n');
    yaml.append("based-on: ").append(quoted(base)).append('\n');
    if (!replaced.isEmpty()) {
      yaml.append("replaces:\n");
      replaced.forEach(rule -> yaml.append("  - ").append(quoted(rule)).append('\n'));
    }
    return yaml.toString();
  }

  /** Quotes as JSON does, which YAML reads too. */
  private static String quoted(String text) {
    return JsonMapper.shared().writeValueAsString(text);
  }

  /** Returns the policy to run, a name or a folder. */
  String policy() {
    return policy;
  }

  String platform() {
    return platform.toString();
  }

  /** Returns whether a diagnostic is about the edited rules. */
  boolean isEdited(JsonNode diagnostic) {
    return diagnostic.path("file").asString("").startsWith(Path.of(policy).getFileName() + "/");
  }

  /** Returns a text with the names of these files as the page knows them. */
  String relative(String text) {
    return text.replace(folder + "/", "");
  }

  @Override
  public void close() {
    delete(folder);
  }

  /** Removes a folder with all that is in it, if it is there. */
  static void delete(Path folder) {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
