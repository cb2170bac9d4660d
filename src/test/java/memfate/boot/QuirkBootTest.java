package memfate.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import memfate.engine.Policy;
import memfate.packs.PackFolder;
import memfate.packs.PackLibrary;
import memfate.packs.QuirkSwitches;
import memfate.packs.Selection;
import memfate.platform.Platform;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What rules of packs do in a boot, and whose word counts. */
class QuirkBootTest {
  private static final String REGISTER =
      """
      CurrentEvent( name == "deferred-work" )
      DeferredRange( $range : range )
      then
      insert( Decision.register($range, "by a quirk") );
      """;
  private static final String SKIP = REGISTER.replace("Decision.register", "Decision.skip");
  private static final String HALVE =
      """
      $memory : FirmwareMemory( isSoftReserved(), $range : range )
      then
      insert( Rewrite.replace($memory,
          $memory.to(AddressRange.ofSize($range.start(), $range.size() / 2))) );
      """;
  private static final String CLOSE = "dmi: {sys-vendor: Example Corp.}";

  @TempDir private Path packs;

  private Outcome boot(String... switches) {
    Platform platform =
        Described.read(Path.of("rules/packs/example/x1/platforms/x1-one-card.yaml"));
    PackLibrary library = PackFolder.open(QuirkSwitches.of(List.of(switches)), packs);
    assertEquals(List.of(), library.broken());
    Selection selection = library.select(platform);
    Policy policy = Described.POLICIES.policy("v7.1", selection.rules());
    return new Boot(policy, BootOptions.DEFAULT.with(selection.facts()).withTracing())
        .run(platform);
  }

  private PackFolder pack(String id) {
    return PackFolder.of(packs, id);
  }

  private static List<String> decisions(Outcome outcome) {
    return outcome.ranges().get(0).decisions().stream()
        .map(Outcome.RangeDecision::decision)
        .toList();
  }

  private static String changes(Outcome outcome) {
    return outcome.trace().stream()
        .flatMap(
            event -> event.changes().stream().map(change -> event.event() + " " + change.text()))
        .collect(Collectors.joining("\n"));
  }

  @Test
  void aVendorOverrulesThePolicyAndTheTraceSaysSo() {
    pack("a/register").rule("decide", "all", REGISTER);
    Outcome outcome = boot();
    assertEquals(List.of("defer", "register"), decisions(outcome));
    assertEquals("a/register", outcome.ranges().get(0).decisions().get(1).rule().pack());
    String overruled =
        "deferred-work overruled: drop, of rule \"v7.1: CXL claims a range that one committed region"
            + " contains\" at rules/policies/v7.1/deferred-work.drl:10";
    assertTrue(changes(outcome).contains(overruled), changes(outcome));
  }

  @Test
  void quirksOfOneRankThatDifferAreAConflictThatNamesBothPlaces() {
    pack("a/register").rule("decide", "all", REGISTER);
    pack("b/skip").rule("decide", "all", SKIP);
    Outcome outcome = boot();
    assertEquals(Outcome.Status.UNSUPPORTED, outcome.status());
    assertEquals(List.of(), outcome.ranges());
    String message = outcome.diagnostics().get(0).message();
    assertTrue(message.contains("(%s:6) says register".formatted(file("a/register"))), message);
    assertTrue(message.contains("(%s:6) says skip".formatted(file("b/skip"))), message);
  }

  @Test
  void aKeptSearchIsThatOfTheQuirksRulesToo() {
    PackFolder pack = pack("a/b").rule("decide", "all", REGISTER);
    String before = policy().quirksSha256();
    assertEquals(before, policy().quirksSha256());
    pack.rule("decide", "all", SKIP);
    assertNotEquals(before, policy().quirksSha256());
    assertEquals("", Described.POLICIES.policy("v7.1").quirksSha256());
  }

  private Policy policy() {
    Platform platform =
        Described.read(Path.of("rules/packs/example/x1/platforms/x1-one-card.yaml"));
    Selection selection = PackFolder.open(QuirkSwitches.NONE, packs).select(platform);
    return Described.POLICIES.policy("v7.1", selection.rules());
  }

  private String file(String pack) {
    return packs.resolve(pack).resolve("decide/all.drl").toString();
  }

  @Test
  void theCloserRowTheHigherBandAMaskAndASwitchSettleIt() {
    pack("a/register").rule("decide", "all", REGISTER);
    PackFolder skip = pack("b/skip").rule("decide", "all", SKIP);
    assertEquals(List.of("defer", "register"), decisions(boot("-b/skip:odd")));

    skip.matching("arch: x86_64\n      " + CLOSE);
    assertEquals(List.of("defer", "skip"), decisions(boot()));

    PackFolder.of(packs, "a/register", "system", "");
    assertEquals(List.of("defer", "register"), decisions(boot()));

    PackFolder.of(packs, "a/register", "vendor", "masks: [\"b/skip:odd\"]");
    assertEquals(List.of("defer", "register"), decisions(boot()));
  }

  @Test
  void equalAnswersAreNoConflict() {
    pack("a/register").rule("decide", "all", REGISTER);
    pack("b/register").rule("decide", "all", REGISTER);
    assertEquals(List.of("defer", "register"), decisions(boot()));
  }

  @Test
  void whatIsRewrittenComesBeforeTheBootAndIsTraced() {
    pack("a/halve").rule("normalise", "halve", HALVE);
    Outcome outcome = boot();
    assertEquals("1000000000-11ffffffff", outcome.ranges().get(0).range().toString());
    Outcome.EventTrace first = outcome.trace().get(0);
    assertEquals("normalise", first.event());
    assertEquals("a/halve: halve", first.firings().get(0).rule().name());
    assertTrue(
        first
            .changes()
            .get(0)
            .text()
            .contains(" is now FirmwareMemory(index 1, range 1000000000-11ffffffff"),
        first.changes().toString());
  }

  @Test
  void everyRuleRewritesTheDescriptionAsItIsTold() {
    pack("a/halve").rule("normalise", "halve", HALVE);
    pack("b/halve").rule("normalise", "halve", HALVE);
    assertEquals("1000000000-11ffffffff", boot().ranges().get(0).range().toString());
  }

  @Test
  void rewritingsThatDifferAreAConflictUnlessOneRanksHigher() {
    pack("a/halve").rule("normalise", "halve", HALVE);
    PackFolder quarter =
        pack("b/quarter").rule("normalise", "quarter", HALVE.replace("/ 2", "/ 4"));
    Outcome outcome = boot();
    assertEquals(Outcome.Status.UNSUPPORTED, outcome.status());
    String message = outcome.diagnostics().get(0).message();
    assertTrue(message.contains("a/halve/normalise/halve.drl:6"), message);
    assertTrue(message.contains("b/quarter/normalise/quarter.drl:6"), message);

    quarter.matching("arch: x86_64\n      " + CLOSE);
    assertEquals("1000000000-10ffffffff", boot().ranges().get(0).range().toString());
  }

  @Test
  void onlyWhatADescriptionSaysIsRewritten() {
    pack("a/flag")
        .rule(
            "normalise",
            "flag",
            "Machine()\nthen\ninsert( Rewrite.add(new Flag(\"did_probe\", \"\")) );\n");
    Outcome outcome = boot();
    assertEquals(Outcome.Status.UNSUPPORTED, outcome.status());
    assertTrue(
        outcome.diagnostics().get(0).message().contains("Flag is not rewritten"),
        outcome.diagnostics().toString());
  }

  /** Drools evaluates conditions on one fact when it comes, whatever else a rule asks for. */
  @Test
  void aConditionThatThrowsHarmsNobodyWhoDoesNotMatch() {
    PackFolder pack =
        pack("a/throws").rule("find", "throws", "Machine( arch.substring(100) == \"x\" )\nthen\n");
    assertEquals(Outcome.Status.UNSUPPORTED, boot().status());
    pack.matching("arch: aarch64");
    assertEquals(Outcome.Status.OK, boot().status());
  }

  @Test
  void anOrderingTakesOrdersAway() {
    Exploration without = explore();
    pack("a/first")
        .rule(
            "order",
            "first",
            "CurrentEvent( name == \"boot\" )\nthen\n"
                + "insert( new Ordering(\"udev\", \"cxl_acpi\", \"udev\", \"cxl_pci\") );\n");
    Exploration with = explore();
    assertEquals(Exploration.Verdict.DEPENDENT, without.verdict());
    assertEquals(Exploration.Verdict.INDEPENDENT, with.verdict());
  }

  private Exploration explore() {
    Platform platform =
        Described.read(Path.of("rules/packs/example/x1/platforms/x1-one-card.yaml"));
    Selection selection = PackFolder.open(QuirkSwitches.NONE, packs).select(platform);
    Policy policy = Described.POLICIES.policy("v7.1", selection.rules());
    return new Boot(policy, BootOptions.DEFAULT.with(selection.facts()))
        .explore(platform, Exploration.Limits.DEFAULT);
  }
}
