package memfate.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Random;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import memfate.engine.Policy;
import memfate.engine.RuleInfo;
import memfate.iomem.AddressRange;
import memfate.platform.Platform;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The answer to why a rule does not fire names the condition, the constraint and the fact. */
class WhyNotTest {
  private static final Policy V71 = Described.POLICIES.policy("v7.1");

  private static final int RULES_OF_AN_EXAMPLE = 12;

  static List<String> examples() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("inputs/examples"))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".yaml"))
          .sorted()
          .toList();
    }
  }

  /** Whoever fired got through all conditions, and whoever did not is told where it stopped. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("examples")
  void verdictsAgreeWithTheTrace(String example) {
    Platform platform = Described.example(example);
    for (Readings.Reading reading : Readings.of(platform)) {
      List<RuleInfo> sample = new ArrayList<>(V71.rules());
      Collections.shuffle(sample, new Random(example.hashCode()));
      long t=System.nanoTime();
      List<RuleInquest> inquests =
          sample.subList(0, RULES_OF_AN_EXAMPLE).stream()
              .map(rule -> new RuleInquest(V71.probe(rule.name()), null))
              .toList();
      List<WhyNot> answers =
          new Boot(V71, BootOptions.DEFAULT).whyNot(platform, reading, inquests);
      List<String> wrong = new ArrayList<>();
      for (WhyNot answer : answers) {
        int all = answer.conditions().size();
        boolean complete = answer.attempts().stream().anyMatch(a -> a.reached() == all);
        if (complete != answer.hasFired()) {
          wrong.add(answer.rule().name() + " complete " + complete + " " + answer.fired().size());
        }
      }
      System.err.println(example+" "+(System.nanoTime()-t)/1000000+" ms");
      assertEquals(List.of(), wrong);
    }
  }
}
