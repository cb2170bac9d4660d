package memfate.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import memfate.WrittenPage;
import memfate.facts.CurrentEvent;
import memfate.platform.Diagnostic;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.kie.api.io.ResourceType;
import org.kie.api.runtime.KieSession;
import org.kie.internal.builder.KnowledgeBuilder;
import org.kie.internal.builder.KnowledgeBuilderFactory;
import org.kie.internal.io.ResourceFactory;

/**
 * Rule files of {@code src/test/resources/hostile} that reach beyond the vocabulary. The first line
 * of each says what stops it: a code of the check with its line and column, or a limit of the run.
 */
class HostileCorpusTest {
  private static final Path CORPUS = Path.of("src/test/resources/hostile");
  private static final Pattern HEAD =
      Pattern.compile("// stopped by: ([a-z-]+) (\\d+:\\d+)\\n// tries: .+\\n");

  /** What those that act leave behind. */
  private static final Path MARKER = Path.of("target/hostile-marker");

  private static final String PROPERTY = "memfate.hostile";

  @TempDir Path rules;

  @BeforeAll
  static void asMemfateUsesDrools() {
    Segments.cutWhenNeeded();
  }

  @BeforeEach
  @AfterEach
  void nothingIsLeft() throws IOException {
    Files.deleteIfExists(MARKER);
    System.clearProperty(PROPERTY);
  }

  /** What is refused, and what runs and is ended by a limit. */
  private static final Pattern ANY_HEAD =
      Pattern.compile("// stopped by: (\\S+)(?: (\\d+:\\d+))?\\n// tries: (.+)\\n");

  private static List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(CORPUS)) {
      return files.sorted().toList();
    }
  }

  static List<Path> refused() throws IOException {
    return files().stream().filter(file -> HEAD.matcher(read(file)).lookingAt()).toList();
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void theCorpusIsLarge() throws IOException {
    assertTrue(refused().size() >= 120, "refused by the check: " + refused().size());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("refused")
  void isRefusedWhereItSaysAndNothingHappens(Path file) throws IOException {
    Matcher head = HEAD.matcher(read(file));
    assertTrue(head.lookingAt());
    Diagnostic first = load(read(file)).get(0);
    assertEquals(head.group(1), first.code(), first.message());
    assertEquals(
        "rules/policies/mine/a.drl:" + head.group(2), first.at().toString(), first.message());
    assertFalse(Files.exists(MARKER));
    assertNull(System.getProperty(PROPERTY));
  }

  @Test
  void thePageListsThem() throws IOException {
    StringBuilder table = new StringBuilder("| file | tries | stopped by |\n|---|---|---|\n");
    for (Path file : files()) {
      Matcher head = ANY_HEAD.matcher(read(file));
      assertTrue(head.lookingAt(), file.toString());
      String name = file.getFileName().toString().replace(".drl", "");
      String by =
          head.group(2) == null
              ? "the run: " + head.group(1)
              : "the check: `%s` at %s".formatted(head.group(1), head.group(2));
      table.append("| %s | %s | %s |\n".formatted(name, head.group(3), by));
    }
    WrittenPage page = new WrittenPage(Path.of("src/site/markdown/hostile-rules.md"));
    page.write("corpus", table.toString());
    page.check();
  }

  /** Loads a file as any policy is loaded, and returns why that failed. */
  private List<Diagnostic> load(String text) throws IOException {
    Files.createDirectories(rules.resolve("lib"));
    Path policy = Files.createDirectories(rules.resolve("policies/mine"));
    Files.writeString(policy.resolve("policy.yaml"), "title: hostile\n");
    Files.writeString(policy.resolve("a.drl"), text);
    PolicyLibrary library = new PolicyLibrary(rules);
    return assertThrows(PolicyException.class, () -> library.policy("mine")).diagnostics();
  }

  /** Were it not for the check, these would act: the corpus is no set of straw men. */
  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "annotation",
        "condition-file",
        "declare",
        "enabled",
        "eval",
        "file-write",
        "file-write-in-argument",
        "property",
      })
  void actsWhenDroolsIsGivenItUnchecked(String name) throws Exception {
    KnowledgeBuilder builder = KnowledgeBuilderFactory.newKnowledgeBuilder();
    String text = read(CORPUS.resolve(name + ".drl"));
    builder.add(ResourceFactory.newByteArrayResource(text.getBytes("UTF-8")), ResourceType.DRL);
    if (!builder.hasErrors()) {
      KieSession session = builder.newKieBase().newKieSession();
      session.insert(new CurrentEvent("boot", ""));
      session.fireAllRules(10);
      session.dispose();
    }
    assertTrue(acted());
  }

  private static boolean acted() {
    return Files.exists(MARKER) || System.getProperty(PROPERTY) != null;
  }
}
