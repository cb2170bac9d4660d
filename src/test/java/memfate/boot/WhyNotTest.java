package memfate.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import memfate.engine.Policy;
import memfate.engine.RuleProbe;
import memfate.facts.PlatformFacts;
import memfate.platform.Platform;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The answer to why a rule does not fire names the condition, the constraint and the fact. */
class WhyNotTest {
  private static final Policy V71 = Described.POLICIES.policy("v7.1");

  private static final List<RuleProbe> PROBES =
      V71.rules().stream().map(rule -> V71.probe(rule.name())).toList();

  static List<String> examples() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("inputs/examples"))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".yaml"))
          .sorted()
          .toList();
    }
  }

  /** Whoever gets through all conditions fires, and whoever does not is told where it stops. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("examples")
  void verdictsAgreeWithTheTrace(String example) {
    Platform platform = Described.example(example);
    Boot boot = new Boot(V71, BootOptions.DEFAULT.withTracing());
    for (Readings.Reading reading : Readings.of(platform)) {
      List<RuleInquest> inquests =
          PROBES.stream().map(probe -> new RuleInquest(probe, null)).toList();
      Outcome plain =
          boot.runOne(reading.platform(), PlatformFacts.of(reading.platform(), platform));
      Set<String> fired =
          plain.trace().stream()
              .flatMap(event -> event.firings().stream())
              .map(firing -> firing.rule().name())
              .collect(Collectors.toSet());
      List<WhyNot> answers = boot.whyNot(platform, reading, inquests);
      assertEquals(fired, names(answers.stream().filter(WhyNot::hasFired)));
      assertEquals(
          Set.of(),
          names(answers.stream().filter(answer -> !answer.hasFired() && isComplete(answer))));
    }
  }

  private static Set<String> names(Stream<WhyNot> answers) {
    return answers.map(answer -> answer.rule().name()).collect(Collectors.toSet());
  }

  private static boolean isComplete(WhyNot answer) {
    return answer.attempts().stream().anyMatch(a -> a.reached() == answer.conditions().size());
  }
}
