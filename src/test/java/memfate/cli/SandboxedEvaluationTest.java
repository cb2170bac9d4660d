package memfate.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import memfate.batch.Limits;
import memfate.boot.BootOptions;
import memfate.boot.Exploration;
import memfate.boot.Outcome;
import memfate.boot.Outcome.Status;
import memfate.engine.PolicyException;
import memfate.eval.BootEvaluation;
import memfate.eval.Choice;
import memfate.platform.Platform;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Rules that pass the check and still do harm do it in a process of their own. */
class SandboxedEvaluationTest {
  private static final Path CORPUS = Path.of("src/test/resources/hostile");
  private static final Limits TIGHT = new Limits(Duration.ofSeconds(3), 64);
  private static final BootOptions FEW = new BootOptions("", 5_000, Map.of(), false);
  private static final Path EXAMPLE = Path.of("inputs/examples/02-no-region-hmem-takes-over.yaml");

  @TempDir Path rules;

  private SandboxedEvaluation evaluation;

  /** A rules folder with next to no rules: these tests are about the process. */
  @BeforeEach
  void aHarmlessPolicy() throws IOException {
    Files.createDirectories(rules.resolve("lib"));
    policy("harmless", "package x\n");
    evaluation = sandboxed(rules, TIGHT);
  }

  @AfterEach
  void endProcesses() {
    evaluation.close();
  }

  private static SandboxedEvaluation sandboxed(Path rules, Limits limits) {
    List<String> arguments = List.of("--rules", rules.toString());
    return new SandboxedEvaluation(new BootEvaluation(rules), arguments, limits);
  }

  private void policy(String name, String drl) throws IOException {
    Path folder = Files.createDirectories(rules.resolve("policies").resolve(name));
    Files.writeString(folder.resolve("policy.yaml"), "title: t\n");
    Files.writeString(folder.resolve("a.drl"), drl);
  }

  private static List<Platform> read(String... paths) {
    List<Platform> platforms = new ArrayList<>();
    try (BootEvaluation reader = new BootEvaluation(Path.of("rules"))) {
      reader.read(
          List.of(paths),
          InputStream.nullInputStream(),
          description -> platforms.add(Objects.requireNonNull(description.platform())));
    }
    return platforms;
  }

  private Outcome run(String policy) {
    return evaluation.run(read(EXAMPLE.toString()).get(0), Choice.named(policy), FEW);
  }

  static List<Path> admitted() throws IOException {
    try (Stream<Path> files = Files.list(CORPUS)) {
      return files.filter(file -> !head(file).contains(" ")).sorted().toList();
    }
  }

  private static String head(Path file) {
    try {
      return Files.readString(file).lines().findFirst().orElse("").replace("// stopped by: ", "");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("admitted")
  void stopsWhatTheCheckAdmitsAndTheNextPlatformHasAnAnswer(Path file) throws IOException {
    policy("hostile", Files.readString(file));
    Outcome outcome = run("hostile");
    String said = outcome.diagnostics().toString();
    switch (head(file)) {
      case "limit" -> assertTrue(said.contains("the limit on rule firings is hit"), said);
      case "overrun" -> assertTrue(said.contains("code=rules-overran"), said);
      case "limit-or-overrun" -> assertEquals(Status.INCONCLUSIVE, outcome.status(), said);
      case "failure" -> assertTrue(said.contains("rule \"hostile\" failed: "), said);
      default -> throw new AssertionError(head(file));
    }
    Status expected = head(file).equals("failure") ? Status.UNSUPPORTED : Status.INCONCLUSIVE;
    assertEquals(expected, outcome.status());
    assertEquals(Status.OK, run("harmless").status());
  }

  @Test
  void saysWhatIsWrongWithAPolicyAsEver() throws IOException {
    policy("broken", "package x\nimport memfate.facts.*\nrule \"r\" when Flog() then end\n");
    PolicyException here =
        assertThrows(PolicyException.class, () -> new BootEvaluation(rules).compile("broken"));
    PolicyException there = assertThrows(PolicyException.class, () -> evaluation.compile("broken"));
    assertEquals(here.diagnostics(), there.diagnostics());
    assertEquals(0, evaluation.compile("harmless"));
  }

  @Test
  void leavesNoProcessBehind() {
    assertEquals(Status.OK, run("harmless").status());
    assertEquals(1, ProcessHandle.current().children().count());
    evaluation.close();
    assertEquals(0, ProcessHandle.current().children().count());
  }

  @Test
  void exploresInsideTheLimitsToo() throws IOException {
    policy("hostile", Files.readString(CORPUS.resolve("cross-join.drl")));
    Platform platform = read(EXAMPLE.toString()).get(0);
    Exploration exploration =
        evaluation.explore(platform, Choice.named("hostile"), FEW, Exploration.Limits.DEFAULT);
    assertEquals(Exploration.Verdict.UNKNOWN, exploration.verdict());
    assertTrue(exploration.readings().get(0).gap().contains("more than"), exploration.toString());
  }

  @Test
  void answersAsTheSameProcessDoes() {
    Path ours = Path.of("rules");
    Choice choice = Choice.named("v7.1");
    List<Platform> platforms = read("inputs/examples", "inputs/machines");
    try (BootEvaluation here = new BootEvaluation(ours);
        SandboxedEvaluation there = sandboxed(ours, Limits.DEFAULT)) {
      BootOptions options = BootOptions.DEFAULT.withTracing();
      for (Platform platform : platforms) {
        assertEquals(
            here.run(platform, choice, options),
            there.run(platform, choice, options),
            platform.id());
      }
      Exploration.Limits few = new Exploration.Limits(50, 1, true, null);
      assertEquals(
          here.explore(platforms.get(0), choice, BootOptions.DEFAULT, few),
          there.explore(platforms.get(0), choice, BootOptions.DEFAULT, few));
    }
  }
}
