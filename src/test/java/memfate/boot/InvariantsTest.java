package memfate.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import memfate.boot.Exploration.Limits;
import memfate.boot.Judgement.Violation;
import memfate.engine.Invariants;
import memfate.engine.Policy;
import memfate.engine.PolicyException;
import memfate.engine.PolicyLibrary;
import memfate.importer.DescriptionReader;
import memfate.platform.Platform;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Orders that were explored, judged by the invariants. */
class InvariantsTest {
  private static final Invariants INVARIANTS = Described.POLICIES.invariants();
  private static final String BREAKS = "src/test/resources/policies/breaks-invariants";

  /** The race, with a fault of the policy that breaks invariants. */
  private static final String RACE =
      """
      include: src/test/resources/explore/race.yaml
      id: %s
      cmdline: breaks=%s
      """;

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "late-region, LOST-IN-SOME-ORDER",
    "late-region, UNUSABLE-DECISION",
    "late-region, ORDER-DEPENDENT-FATE",
    "undecided, DEFERRED-UNDECIDED",
    "second-driver, DOUBLE-OWNER"
  })
  void aFaultThatOnlySomeOrdersShowIsFoundWithAnOrderThatShowsIt(String fault, String code) {
    Policy policy = Described.POLICIES.policy(BREAKS);
    Platform platform = read(RACE.formatted(fault, fault));
    Judgement judgement = explored(policy, platform);
    assertTrue(judgement.complete());
    List<Violation> found =
        judgement.violations().stream().filter(v -> v.finding().code().equals(code)).toList();
    assertFalse(found.isEmpty(), () -> code + " is not among " + judgement.violations());
    for (Violation violation : found) {
      assertTrue(violation.outcomes() < judgement.outcomes(), "some orders do not show it");
      assertTrue(shows(policy, platform, violation), () -> "its order does not show " + violation);
    }
  }

  @Test
  void aFaultOfEveryOrderIsMetInEveryOutcome() {
    Policy policy = Described.POLICIES.policy("v7.1");
    Platform platform =
        read(
            """
            include: src/test/resources/explore/few-orders.yaml
            id: hole
            modules: {dax_hmem: builtin}
            cedt: absent
            hmat: []
            memdevs: []
            decoders: []
            srat:
              - {pxm: 0, range: 0x100000-0x7fffffff}
              - {pxm: 1, range: 0x100000000-0x17fffffff}
            """);
    Judgement judgement = explored(policy, platform);
    Violation violation = judgement.violations().get(0);
    assertEquals("NOT-SOFT-RESERVED", violation.finding().code());
    assertEquals(judgement.outcomes(), violation.outcomes());
    assertEquals("rules/invariants/not-soft-reserved.drl", rule(violation).file());
    assertTrue(shows(policy, platform, violation));
  }

  @Test
  void aLossThatNothingNamesIsFoundAndOneThatACheckNamesIsNot() {
    String text = RACE.formatted("unnamed", "undecided") + "decoders: []\n";
    Policy policy = Described.POLICIES.policy(BREAKS);
    Judgement unnamed = explored(policy, read(text));
    assertTrue(codes(List.of(unnamed)).contains("UNNAMED-LOSS"));
    assertTrue(shows(policy, read(text), unnamed.violations().get(0)));
    Judgement named = explored(Described.POLICIES.policy("v6.12"), read(text));
    assertEquals(Set.of("UNUSABLE-DECISION"), codes(List.of(named)));
  }

  @Test
  void invariantsHoldWhereEveryOrderGivesTheSame() {
    Platform platform = Described.example("01-cxl-owns.yaml");
    Judgement judgement = explored(Described.POLICIES.policy("v6.12"), platform);
    assertEquals(new Judgement(Map.of(), 1, 1, List.of()), judgement);
  }

  /** memfate prints what real boots of 7.3.4 and 6.12 did, and so must break the same. */
  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "7.3.4-hmat-truehole.yaml, v7.1, NOT-SOFT-RESERVED",
    "6.12.107-hmat-sr-hole.yaml, v6.12, NOT-SOFT-RESERVED",
    "7.3.4-slow-rm-cxl_acpi.yaml, v7.1, DEFERRED-UNDECIDED",
    "6.12.107-hmem-first-nosoftdep.yaml, v6.12, DOUBLE-OWNER",
    "7.3.4-region-smaller.yaml, v7.1, UNUSABLE-DECISION"
  })
  void whatARealBootBrokeIsSaid(String capture, String policy, String code) {
    Boot boot = new Boot(Described.POLICIES.policy(policy), BootOptions.DEFAULT);
    assertTrue(codes(boot.judge(Described.capture(capture), INVARIANTS)).contains(code));
  }

  @Test
  void eachReadingOfUnknownTablesIsJudgedByItself() {
    Platform platform =
        read(
            """
            include: src/test/resources/explore/few-orders.yaml
            id: unknown-srat
            srat: unknown
            """);
    Boot boot = new Boot(Described.POLICIES.policy("v7.1"), BootOptions.DEFAULT);
    Exploration exploration = boot.explore(platform, Limits.DEFAULT);
    List<Judgement> judgements = boot.judge(platform, exploration, INVARIANTS);
    assertEquals(
        exploration.readings().stream().map(Exploration.Orders::assume).toList(),
        judgements.stream().map(Judgement::assume).toList());
    assertNotEquals(judgements.get(0).assume(), judgements.get(1).assume());
  }

  @Test
  void whatADescriptionSuppressesDoesNotCount() {
    Platform platform =
        read(
            """
            include: rules/lib/machines/one-window.yaml
            id: suppressed
            decoders: []
            lint: {suppress: [{code: UNUSABLE-DECISION, why: "known"}]}
            """);
    Boot boot = new Boot(Described.POLICIES.policy("v6.12"), BootOptions.DEFAULT);
    Violation violation = boot.judge(platform, INVARIANTS).get(0).violations().get(0);
    assertEquals("known", violation.finding().suppressed());
    assertFalse(violation.finding().counts());
  }

  @Test
  void aBootWithoutAnAnswerIsNotJudged() {
    Platform platform = Described.example("01-cxl-owns.yaml");
    BootOptions few = new BootOptions("", 10, Map.of(), false);
    Judgement judgement =
        new Boot(Described.POLICIES.policy("v6.12"), few).judge(platform, INVARIANTS).get(0);
    assertFalse(judgement.complete());
    assertEquals(0, judgement.judged());
  }

  @Test
  void noPolicyCanStateAViolation(@TempDir Path folder) throws IOException {
    Files.writeString(
        folder.resolve("policy.yaml"), "title: t\nkernels: none\nsources: []\nbased-on: v7.1\n");
    Files.writeString(folder.resolve("a.drl"), ruleInserting("Violation.error(\"X\", $r, \"x\")"));
    Outcome outcome =
        new Boot(Described.POLICIES.policy(folder.toString()), BootOptions.DEFAULT)
            .run(Described.example("01-cxl-owns.yaml"));
    assertEquals(Outcome.Status.UNSUPPORTED, outcome.status());
    assertTrue(
        outcome.diagnostics().get(0).message().startsWith("only the rules of rules/invariants"),
        outcome.diagnostics().toString());
  }

  @Test
  void anInvariantStatesNothingElse(@TempDir Path folder) throws IOException {
    Files.createDirectories(folder.resolve("invariants"));
    Files.writeString(
        folder.resolve("invariants/a.drl"), ruleInserting("Decision.drop($r, \"x\")"));
    Invariants wrong = new PolicyLibrary(folder).invariants();
    Boot boot = new Boot(Described.POLICIES.policy("v7.1"), BootOptions.DEFAULT);
    PolicyException refused =
        assertThrows(
            PolicyException.class, () -> boot.judge(Described.example("01-cxl-owns.yaml"), wrong));
    assertEquals(
        "error: an invariant states a Violation and nothing else, no Decision",
        "error: " + refused.diagnostics().get(0).message());
    assertEquals("rules/invariants/a.drl", refused.diagnostics().get(0).at().file());
  }

  @Test
  void aRulesFolderWithoutInvariantsHasNone(@TempDir Path folder) {
    PolicyLibrary empty = new PolicyLibrary(folder);
    assertFalse(empty.hasInvariants());
    assertThrows(PolicyException.class, empty::invariants);
  }

  private static String ruleInserting(String effect) {
    return """
        package memfate.policy.mine

        import memfate.facts.*

        rule "mine: wrong"
        when
            SoftReservedRange( $r : range )
        then
            insert( %s );
        end
        """
        .formatted(effect);
  }

  private static Judgement explored(Policy policy, Platform platform) {
    Boot boot = new Boot(policy, BootOptions.DEFAULT);
    Exploration exploration = boot.explore(platform, Limits.DEFAULT);
    assertTrue(exploration.exhaustive());
    return boot.judge(platform, exploration, INVARIANTS).get(0);
  }

  /** Runs the order of a violation alone and looks for it there. */
  private static boolean shows(Policy policy, Platform platform, Violation violation) {
    Boot boot = new Boot(policy, BootOptions.DEFAULT.along(violation.witness()));
    return boot.judge(platform, INVARIANTS).get(0).violations().stream()
        .anyMatch(
            again ->
                again.range().equals(violation.range())
                    && rule(again).equals(rule(violation))
                    && violation.finding().message().startsWith(again.finding().message()));
  }

  private static Outcome.RuleRef rule(Violation violation) {
    return Objects.requireNonNull(violation.finding().rule());
  }

  private static Set<String> codes(List<Judgement> judgements) {
    return judgements.stream()
        .flatMap(judgement -> judgement.violations().stream())
        .map(violation -> violation.finding().code())
        .collect(Collectors.toSet());
  }

  private static Platform read(String text) {
    return new DescriptionReader().read("invariants.yaml", text).platforms().get(0);
  }
}
