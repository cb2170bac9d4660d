package memfate.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import memfate.Page;
import memfate.Page.NewFile;
import memfate.engine.Policy;
import memfate.importer.DescriptionReader;
import memfate.platform.Platform;
import memfate.trial.CaseReader;
import memfate.trial.CaseTrial;
import memfate.trial.RuleCase;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The policy of {@code write-a-policy.md} is short, passes its cases, and is what v8 is. */
class WriteAPolicyTest {
  private static final Page PAGE = Page.read(Path.of("src/site/markdown/write-a-policy.md"));
  private static final String FOLDER = "target/hmem-cxl-v7";
  private static final int MOST_LINES = 40;

  /** The scenarios on which v7 and v8 differ, and why. */
  private static final Map<String, String> DIFFER =
      Map.of(
          "C1", "v8 comes with the Kconfig that forbids this build",
          "E11-posted", "the same",
          "J11", "a rebind decides again; since v8 CXL always wins then");

  /** Instead of the repository's root: {@code PagesTest} may follow the page meanwhile. */
  @TempDir static Path root;

  private static Policy v7;

  @BeforeAll
  static void followThePage() throws IOException {
    Path machines = Path.of("rules/lib/machines");
    Files.createDirectories(root.resolve(machines));
    try (Stream<Path> files = Files.list(machines)) {
      for (Path file : files.toList()) {
        Files.copy(file, root.resolve(file));
      }
    }
    for (NewFile file : PAGE.newFiles()) {
      file.writeTo(root.resolve(file.path()));
    }
    v7 = Described.POLICIES.policy(root.resolve(FOLDER).toString());
  }

  @Test
  void theRulesAreFewerThanFortyLines() {
    long lines =
        PAGE.newFiles().stream()
            .filter(file -> file.language().equals("drl"))
            .flatMap(file -> withoutComments(file.text()).lines())
            .filter(line -> !line.isBlank())
            .count();
    assertTrue(lines < MOST_LINES, lines + " lines");
    assertTrue(PAGE.lines().toString().contains(lines + " lines of DRL"), lines + " lines");
  }

  @Test
  void itsCasesPass() {
    CaseTrial trial = new CaseTrial(Described.POLICIES);
    List<RuleCase> cases = CaseReader.read(List.of(root.resolve(FOLDER))).cases();
    assertFalse(cases.isEmpty());
    cases.stream()
        .flatMap(test -> trial.trials(test).stream())
        .forEach(test -> assertEquals(List.of(), trial.run(test).differences()));
  }

  @Test
  void itsFatesAreThoseOfVersion8() throws IOException {
    Policy v8 = Described.POLICIES.policy("hmem-cxl-v8");
    Map<String, String> differ = new TreeMap<>();
    for (Platform platform : scenarios()) {
      String seen = fates(v7, platform);
      String expected = fates(v8, platform);
      if (!seen.equals(expected)) {
        differ.put(platform.id(), "v7:\n%s\nv8:\n%s\n".formatted(seen, expected));
      }
    }
    assertEquals(new TreeMap<>(DIFFER).keySet(), differ.keySet(), differ::toString);
  }

  private static List<Platform> scenarios() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("src/test/resources/scenarios"))) {
      return files
          .filter(file -> file.toString().endsWith(".yaml"))
          .sorted()
          .flatMap(file -> new DescriptionReader().read(file).platforms().stream())
          .toList();
    }
  }

  private static String fates(Policy policy, Platform platform) {
    Outcome outcome = new Boot(policy, BootOptions.DEFAULT).run(platform);
    StringBuilder text = new StringBuilder(outcome.status() + "\n");
    for (Outcome.RangeFate fate : outcome.ranges()) {
      text.append(
          "%s %s 0x%x %s %s%n"
              .formatted(fate.range(), fate.owner(), fate.usable(), fate.driver(), fate.errors()));
      fate.decisions()
          .forEach(
              d -> text.append("  %s %s %s%n".formatted(d.event(), d.decision(), d.message())));
    }
    return text + outcome.iomem();
  }

  private static String withoutComments(String drl) {
    return drl.replaceAll("(?s)/\\*.*?\\*/", "").replaceAll("(?m)^\\s*//.*$", "");
  }
}
