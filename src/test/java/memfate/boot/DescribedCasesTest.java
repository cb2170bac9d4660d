package memfate.boot;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import memfate.engine.PolicyLibrary;
import memfate.importer.DescriptionReader;
import memfate.importer.ReadResult;
import memfate.platform.Diagnostic.Severity;
import memfate.platform.Expectation;
import memfate.platform.Platform;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Every description that says what it expects: real boots, mailed scenarios, examples, machines.
 */
class DescribedCasesTest {
  private static final PolicyLibrary POLICIES = new PolicyLibrary(Path.of("rules"));

  @TestFactory
  Stream<DynamicTest> realBoots() {
    return cases(Path.of("src/test/resources/captures"));
  }

  @TestFactory
  Stream<DynamicTest> mailedScenarios() {
    return cases(Path.of("src/test/resources/scenarios"));
  }

  @TestFactory
  Stream<DynamicTest> examples() {
    return cases(Path.of("inputs/examples"));
  }

  @TestFactory
  Stream<DynamicTest> machines() {
    return cases(Path.of("inputs/machines"));
  }

  private static Stream<DynamicTest> cases(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".yaml"))
          .sorted()
          .flatMap(DescribedCasesTest::casesOf)
          .toList()
          .stream();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Stream<DynamicTest> casesOf(Path file) {
    ReadResult read = new DescriptionReader().read(file);
    List<DynamicTest> tests = new ArrayList<>();
    tests.add(
        DynamicTest.dynamicTest(
            file.getFileName() + " reads",
            () -> assertTrue(read.diagnostics().isEmpty(), read.diagnostics().toString())));
    for (Platform platform : read.platforms()) {
      for (String policy : policiesOf(platform)) {
        tests.add(
            DynamicTest.dynamicTest(
                platform.id() + " under " + policy, () -> check(platform, policy)));
      }
    }
    return tests.stream();
  }

  /** The policies of the description, those that its expectations name, or that of its kernel. */
  private static Set<String> policiesOf(Platform platform) {
    Set<String> policies = new LinkedHashSet<>(platform.kernel().policies());
    platform.expect().forEach(e -> policies.add(e.policy()));
    policies.remove("");
    if (policies.isEmpty()) {
      policies.add(POLICIES.select(platform.kernel().version()).policy());
    }
    policies.retainAll(POLICIES.names());
    return policies;
  }

  private static void check(Platform platform, String policy) {
    Outcome outcome = new Boot(POLICIES.policy(policy), BootOptions.DEFAULT).run(platform);
    assertTrue(
        outcome.diagnostics().stream().noneMatch(d -> d.severity() == Severity.ERROR),
        outcome.diagnostics().toString());
    List<String> differences = ExpectationChecker.lint(outcome, platform.lint());
    for (Expectation expected : platform.expect()) {
      if (expected.policy().isEmpty() || expected.policy().equals(policy)) {
        differences.addAll(ExpectationChecker.differences(outcome, expected));
      }
    }
    assertFalse(
        !differences.isEmpty(), () -> String.join("\n", differences) + "\n" + outcome.iomem());
  }
}
