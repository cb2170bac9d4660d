package memfate.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import memfate.engine.Policy;
import memfate.engine.RuleProbe;
import memfate.facts.PlatformFacts;
import memfate.iomem.AddressRange;
import memfate.platform.Platform;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The answer to why a rule does not fire names the condition, the constraint and the fact. */
class WhyNotTest {
  private static final Policy V71 = Described.POLICIES.policy("v7.1");

  private static final List<RuleProbe> PROBES =
      V71.rules().stream().map(rule -> V71.probe(rule.name())).toList();

  @TempDir static Path folder;
  private static Policy mine;

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

  /**
   * A rule that stops, and where.
   *
   * @param at number of the condition, from 1
   * @param fact what comes closest or is in the way, or empty
   * @param constraints what is asked of it, each with its answer
   */
  private record Shape(
      String name, String conditions, int at, String fact, List<String> constraints) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static Shape shape(
      String name, String conditions, int at, String fact, String... constraints) {
    return new Shape(name, conditions, at, fact, List.of(constraints));
  }

  private static final String CHECKS = "CurrentEvent( name == \"check-fates\" )\n";
  private static final String UNIT = CHECKS + "HmemUnit( $range : range )\n";

  private static final String JOIN = UNIT + "CxlRegion( range == $range, ways == 2 )";
  private static final String MISSPELT_EVENT = "CurrentEvent( name == \"defered-work\" )";

  static List<Shape> shapes() {
    return List.of(
        shape(
            "a literal",
            CHECKS + "HmemUnit( source == \"HMAT\" )",
            2,
            "HmemUnit(range 1000000000-13ffffffff, source E820)",
            "false source == \"HMAT\""),
        shape(
            "a join",
            UNIT + "CxlRegion( range == $range, ways == 2, state == \"commit\" )",
            3,
            "CxlRegion(name region0,",
            "true range == $range",
            "false ways == 2",
            "true state == \"commit\""),
        shape("not", CHECKS + "not CxlRegion( committed() )", 2, "CxlRegion(name region0,"),
        shape(
            "exists",
            CHECKS + "exists CxlRegion( !committed(), ways == 1 )",
            2,
            "CxlRegion(name region0,",
            "false !committed()",
            "true ways == 1"),
        shape(
            "accumulate",
            CHECKS + "accumulate( CxlRegion( committed() ); $n : count(); $n > 1 )",
            2,
            "1",
            "false $n > 1"),
        shape(
            "from the index",
            UNIT
                + "$index : RangeIndex()\n"
                + "CxlRegion( ways == 2 ) from $index.containing( CxlRegion.class, $range )",
            4,
            "CxlRegion(name region0,",
            "false ways == 2",
            "true from $index.containing( CxlRegion.class, $range )"),
        shape(
            "elsewhere than the index was asked for",
            CHECKS
                + "$index : RangeIndex()\n"
                + "exists CxlRegion( ways == 1 ) from $index.at( CxlRegion.class, 4096 )",
            3,
            "CxlRegion(name region0,",
            "true ways == 1",
            "false from $index.at( CxlRegion.class, 4096 )"),
        shape(
            "no event",
            "HmemUnit( $range : range )\nCxlRegion( range == $range, ways == 4 )",
            2,
            "CxlRegion(name region0,",
            "true range == $range",
            "false ways == 4"),
        shape(
            "an event of another subject",
            "CurrentEvent( name == \"memdev-probe\", subject == \"mem77\" )",
            1,
            "CurrentEvent(name memdev-probe, subject mem0)",
            "true name == \"memdev-probe\"",
            "false subject == \"mem77\""),
        shape("no fact of the type", CHECKS + "MemdevGone()", 2, ""),
        shape(
            "a constraint that needs the one before it",
            CHECKS + "CxlRegion( name.length() > 20, name.substring(20) == \"x\" )",
            2,
            "CxlRegion(name region0,",
            "false name.length() > 20",
            "unreached name.substring(20) == \"x\""),
        shape(
            "a binding that demands something",
            CHECKS + "CxlRegion( $ways : ways == 2, $name : name, granularity == 256 )",
            2,
            "CxlRegion(name region0,",
            "false $ways : ways == 2",
            "true granularity == 256"),
        shape(
            "not of a group",
            CHECKS + "not( HmemUnit( $range : range ) and CxlRegion( range == $range ) )",
            2,
            "CxlRegion(name region0,"),
        shape(
            "or", CHECKS + "( CxlRegion( ways == 2 ) or HmemUnit( source == \"HMAT\" ) )", 2, ""));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("shapes")
  void namesTheConditionTheFactAndTheConstraints(Shape shape) {
    WhyNot answer = ask(shape.conditions(), null);
    assertFalse(answer.hasFired());
    WhyNot.Furthest furthest = Objects.requireNonNull(answer.furthest());
    assertEquals(shape.at(), furthest.attempt().reached() + 1);
    Outcome.MatchedFact closest = furthest.closest();
    List<String> shown =
        Stream.concat(
                closest == null ? Stream.of() : Stream.of(closest), furthest.inTheWay().stream())
            .map(Outcome.MatchedFact::text)
            .toList();
    assertEquals(shape.fact().isEmpty(), shown.isEmpty(), shown.toString());
    assertTrue(
        shown.isEmpty() || shown.stream().anyMatch(t -> t.startsWith(shape.fact())),
        shown.toString());
    assertEquals(
        shape.constraints(),
        furthest.constraints().stream()
            .map(c -> c.truth().name().toLowerCase(Locale.ROOT) + " " + c.text())
            .toList());
  }

  @Test
  void saysThatTheEventNeverHappened() {
    WhyNot answer = ask(MISSPELT_EVENT, null);
    assertEquals("defered-work", answer.event());
    assertNull(answer.furthest());
    assertEquals(List.of(), answer.attempts());
    assertTrue(answer.happened().contains("deferred-work"), answer.happened().toString());
  }

  @Test
  void showsTheFactsOfTheConditionsThatHold() {
    WhyNot answer = ask(JOIN, null);
    assertEquals(
        List.of(
            List.of("CurrentEvent(name check-fates)"),
            List.of("HmemUnit(range 1000000000-13ffffffff, source E820)")),
        Objects.requireNonNull(answer.furthest()).matched().stream()
            .map(facts -> facts.stream().map(Outcome.MatchedFact::text).toList())
            .toList());
  }

  @Test
  void asksOnlyAboutTheRange() {
    AddressRange elsewhere = new AddressRange(0x5000000000L, 0x5fffffffffL);
    assertTrue(ask(UNIT, null).hasFired());
    assertTrue(ask(UNIT, new AddressRange(0x1000000000L, 0x1000000fffL)).hasFired());
    WhyNot answer = ask(UNIT, elsewhere);
    assertFalse(answer.hasFired());
    WhyNot.Furthest furthest = Objects.requireNonNull(answer.furthest());
    assertEquals(1, furthest.attempt().reached());
    assertEquals(0, furthest.candidates());
  }

  @BeforeAll
  static void compileAllShapes() throws IOException {
    StringBuilder rules = new StringBuilder("package x.test\n\nimport memfate.facts.*\n");
    Stream.concat(shapes().stream().map(Shape::conditions), Stream.of(MISSPELT_EVENT, UNIT, JOIN))
        .forEach(
            conditions ->
                rules.append(
                    """

                    rule "%s"
                    when
                    %s
                    then
                    end
                    """
                        .formatted(nameOf(conditions), conditions)));
    Path policy = Files.createDirectories(folder.resolve("mine"));
    Files.writeString(policy.resolve("policy.yaml"), "title: why not\nbased-on: v7.1\n");
    Files.writeString(policy.resolve("a.drl"), rules.toString());
    mine = Described.POLICIES.policy(policy.toString());
  }

  private static String nameOf(String conditions) {
    return conditions.replaceAll("\\W+", " ").strip();
  }

  private static WhyNot ask(String conditions, @Nullable AddressRange range) {
    Platform platform = Described.example("01-cxl-owns.yaml");
    return new Boot(mine, BootOptions.DEFAULT).whyNot(platform, nameOf(conditions), range).get(0);
  }
}
