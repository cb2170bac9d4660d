package memfate.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import memfate.engine.PolicyLibrary;
import memfate.engine.RuleInfo;

/** The rules whose files lie below some folders. */
final class TestedRules {
  private static final Path NAMED_IN_RULES = Path.of("rules");

  private final Path root;
  private final List<Path> given;
  private final List<Path> folders;

  TestedRules(PolicyLibrary library, List<Path> folders) {
    this.root = whole(library.folder());
    this.given = List.copyOf(folders);
    this.folders = folders.stream().map(TestedRules::whole).toList();
  }

  boolean contain(RuleInfo rule) {
    Path file = file(rule);
    return folders.stream().anyMatch(file::startsWith);
  }

  /** Returns the folders of policies among them. */
  List<String> policies() {
    return given.stream().flatMap(TestedRules::policiesBelow).map(Path::toString).toList();
  }

  /** Where nothing can be read there is none; whoever reads the cases there says why. */
  private static Stream<Path> policiesBelow(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(file -> Files.isRegularFile(file.resolve("policy.yaml")))
          .sorted()
          .toList()
          .stream();
    } catch (IOException e) {
      return Stream.empty();
    }
  }

  /** Files of the rules folder are called {@code rules/...} wherever it stands. */
  private Path file(RuleInfo rule) {
    Path named = Path.of(rule.file());
    return !named.isAbsolute() && named.startsWith(NAMED_IN_RULES)
        ? root.resolve(NAMED_IN_RULES.relativize(named))
        : whole(named);
  }

  private static Path whole(Path path) {
    return path.toAbsolutePath().normalize();
  }
}
