package memfate.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import memfate.eval.BootEvaluation;
import memfate.packs.PackFolder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands about packs, and packs in other commands. */
class PackCommandTest {
  private static final String X1 = "rules/packs/example/x1/platforms/x1.yaml";
  private static final String ONE_CARD = "rules/packs/example/x1/platforms/x1-one-card.yaml";
  private static final String FINDING =
      """
      CurrentEvent( name == "check-firmware" )
      Machine( $at : at )
      then
      insert( Finding.info("ODD", "this is odd", $at) );
      """;

  @TempDir private Path packs;

  private Console memfate(String... args) {
    return Console.run(BootEvaluation::new, args);
  }

  /** In this process, which is faster: what packs do does not depend on it. */
  private Console eval(String... more) {
    return evalAsUsual(
        Stream.concat(Stream.of(more), Stream.of("--no-sandbox")).toArray(String[]::new));
  }

  private Console evalAsUsual(String... more) {
    List<String> args = new ArrayList<>(List.of("eval", ONE_CARD, "-o", "jsonl"));
    args.addAll(List.of(more));
    return memfate(args.toArray(String[]::new));
  }

  private PackFolder odd(String id) {
    return PackFolder.of(packs, id).rule("find", "odd", FINDING);
  }

  @Test
  void theRunRecordNamesPacksAndADecisionItsPack() {
    Console ran =
        memfate("eval", "rules/packs/example/x1/platforms/x1-exampleos.yaml", "-o", "jsonl");
    assertEquals(0, ran.code(), ran.err());
    String run = ran.out().lines().findFirst().orElseThrow();
    assertTrue(
        run.matches(
            ".*\"packs\":\\[.*\\{\"id\":\"example/x1\",\"version\":\"1.0.0\",\"sha256\":\"[0-9a-f]{64}\"}.*"),
        run);
    assertTrue(ran.out().contains("\"pack\":\"example/x1\""), ran.out());
    assertTrue(memfate("eval", X1, "--no-packs", "-o", "jsonl").out().contains("\"packs\":[]"));
  }

  @Test
  void aPackThatCannotBeReadIsReportedAndChangesNothingElse() {
    odd("a/odd");
    Console good = eval("--packs", packs.toString());
    PackFolder.of(packs, "b/broken").write("match.yaml", "rows: 7\n");
    Console both = eval("--packs", packs.toString());
    assertEquals(0, good.code(), good.err());
    assertEquals(4, both.code());
    assertEquals(good.out(), both.out());
    assertTrue(both.err().contains("b/broken/match.yaml:1:7"), both.err());
  }

  @Test
  void aPackWhoseRulesDoNotCompileIsReportedAndChangesNothingElse() {
    odd("a/odd");
    Console good = eval("--packs", packs.toString());
    PackFolder.of(packs, "b/broken").rule("find", "odd", "Machine( colour == \"red\" )\nthen\n");
    Console both = eval("--packs", packs.toString());
    assertEquals(4, both.code());
    assertEquals(body(good), body(both), "the run records differ: they name the packs in use");
    assertTrue(both.err().contains("b/broken/find/odd.drl:"), both.err());
    assertTrue(both.err().contains("colour"), both.err());
  }

  private static String body(Console ran) {
    return ran.out().substring(ran.out().indexOf('\n'));
  }

  @Test
  void aReviewDateThatIsOverIsAWarningOnly() {
    odd("a/dated")
        .write(
            "match.yaml",
            """
            rows:
              - match: {arch: x86_64}
                quirks: [odd]
                review-by: 2026-06-30
            """);
    Console before = eval("--packs", packs.toString(), "--today", "2026-06-30");
    Console after = eval("--packs", packs.toString(), "--today", "2026-07-01");
    assertEquals("", before.err());
    assertTrue(
        after.err().contains("warning: this row of pack a/dated was to be reviewed by 2026-06-30"));
    assertEquals(0, after.code());
    assertEquals(before.out(), after.out());
  }

  @Test
  void quirksAreSwitchedByHand() {
    odd("a/odd");
    String folder = packs.toString();
    assertTrue(eval("--packs", folder).out().contains("\"code\":\"ODD\""));
    Console off = eval("--packs", folder, "--quirk", "-odd");
    assertTrue(!off.out().contains("\"code\":\"ODD\""), off.out());
    assertTrue(off.out().contains("\"quirk\":\"-odd\""), off.out());
    Console unknown = eval("--packs", folder, "--quirk", "+odds");
    assertEquals(4, unknown.code());
    assertTrue(unknown.err().contains("no pack has a quirk 'odds'"), unknown.err());
    assertTrue(unknown.err().contains("did you mean 'odd'?"), unknown.err());
    assertEquals(2, eval("--quirk", "odd").code());
    assertEquals(2, eval("--today", "soon").code());
  }

  @Test
  void diffComparesWithoutPacksAndWithThem() {
    Console ran = memfate("diff", "--compare-packs", X1);
    assertEquals(0, ran.code(), ran.err());
    assertTrue(ran.out().contains("no packs"), ran.out());
    assertTrue(ran.out().contains("32 GiB"), ran.out());
    assertEquals(
        0, memfate("diff", "--compare-packs", "--fail-on", "changed", "--no-packs", X1).code());
    assertEquals(1, memfate("diff", "--compare-packs", "--fail-on", "changed", X1).code());
  }

  @Test
  void explainShowsWhatWasRewrittenFirst() {
    Console ran = memfate("explain", X1);
    assertTrue(ran.out().contains("0. normalise (quirks)"), ran.out());
    assertTrue(
        ran.out()
            .contains("of pack example/x1 at rules/packs/example/x1/normalise/long-decoders.drl:7"),
        ran.out());
    assertTrue(ran.out().contains("range 1400000000-18ffffffff"), ran.out());
  }

  @Test
  void aNewPackIsVerifiedBuiltAndUsed() throws IOException {
    String folder = packs.resolve("acme/z9").toString();
    Console made = memfate("pack", "new", "acme/z9", "-d", packs.toString(), ONE_CARD);
    assertEquals(0, made.code(), made.err());
    assertEquals(7, made.out().lines().count());

    Console verified = memfate("pack", "verify", folder);
    assertEquals(0, verified.code(), verified.out() + verified.err());
    assertTrue(verified.out().endsWith("8 checks passed\n"), verified.out());

    Path archive = packs.resolve("z9.zip");
    Console built = memfate("pack", "build", folder, "-o", archive.toString());
    assertEquals(0, built.code(), built.err());
    assertEquals(0, memfate("pack", "verify", archive.toString()).code());

    Console which =
        memfate("pack", "which", "-o", "brief", "--packs", archive.toString(), ONE_CARD);
    assertTrue(which.out().contains("acme/z9:z9"), which.out());
    assertEquals(2, memfate("pack", "new", "acme/z9", "-d", packs.toString(), ONE_CARD).code());
    assertEquals(2, memfate("pack", "new", "Acme", ONE_CARD).code());

    Files.delete(packs.resolve("acme/z9/platforms/near-miss.yaml"));
    Files.delete(packs.resolve("acme/z9/cases/z9.yaml"));
    Console less = memfate("pack", "verify", folder);
    assertEquals(1, less.code());
    assertTrue(less.out().contains("FAIL row at"), less.out());
    assertTrue(less.out().contains("FAIL rule \"acme/z9: the machine is remarked\""), less.out());
  }

  @Test
  void listSaysWhatIsBrokenAndWhatIsShadowed() {
    odd("example/x1");
    PackFolder.of(packs, "b/broken").write("match.yaml", "rows: 7\n");
    Console ran = memfate("pack", "list", "--packs", packs.toString());
    assertEquals(4, ran.code());
    assertTrue(
        ran.out()
            .contains(
                "example/x1: %s/example/x1 takes the place of rules/packs/example/x1"
                    .formatted(packs)),
        ran.out());
    assertTrue(ran.err().contains("'rows' has to be a list"), ran.err());
    assertEquals(4, memfate("pack", "list", "--packs", packs + "/nowhere").code());
  }

  /** Seven of some dozens of options and modules each: more than anybody waits for. */
  private static final String NEVER_ENDS =
      """
      Kconfig( $a : name )
      Kconfig( $b : name )
      Kconfig( $c : name )
      KernelModule( $d : name )
      KernelModule( $e : name )
      KernelModule( $f : name )
      KernelModule( $g : name )
      Flag( name == ($a + $b + $c + $d + $e + $f + $g) )
      Machine( $at : at )
      then
      insert( Finding.info("ODD", "this is odd", $at) );
      """;

  @Test
  void rulesOfForeignPacksRunInTheSandboxUnasked() {
    PackFolder.of(packs, "a/endless").rule("find", "odd", NEVER_ENDS);
    Console ran = evalAsUsual("--packs", packs.toString(), "--limit-seconds", "5");
    assertEquals(5, ran.code(), ran.err());
    assertTrue(ran.err().contains("error[rules-overran]: the rules of v"), ran.err());
    assertTrue(ran.err().contains(" and of a/endless, example/x1 took more than 5 s"), ran.err());
  }

  @Test
  void foreignPacksAreTriedInAProcessWithLimits() {
    odd("a/odd");
    for (String command : List.of("pack verify a/odd", "test --run nothing rules/lib/dax")) {
      List<String> words = new ArrayList<>(List.of(command.split(" ")));
      words.addAll(List.of("--packs", packs.toString()));
      String[] here =
          Stream.concat(words.stream(), Stream.of("--no-sandbox")).toArray(String[]::new);
      Console there = memfate(words.toArray(String[]::new));
      assertEquals(memfate(here), there);
    }
    Console cramped = memfate("pack", "verify", "example/x1", "--sandbox", "--limit-memory", "40");
    assertEquals(5, cramped.code(), cramped.out());
    assertTrue(
        cramped.err().contains("error[rules-overran]: the rules needed more than 40 MiB"),
        cramped.err());
  }

  @Test
  void theSandboxAnswersAsWithoutIt() {
    odd("a/odd");
    PackFolder.of(packs, "b/broken").rule("find", "odd", "Machine( colour == \"red\" )\nthen\n");
    Console inside = evalAsUsual("--packs", packs.toString(), "--quirk", "+odd");
    Console outside = eval("--packs", packs.toString(), "--quirk", "+odd");
    assertEquals(4, inside.code());
    assertEquals(outside.out(), inside.out());
    assertEquals(outside.err(), inside.err());
  }

  @Test
  void whatASearchFoundIsNotKeptBySandboxedRules() {
    odd("a/odd");
    String kept = packs.resolve("kept").toString();
    Console refused = memfate("explore", ONE_CARD, "--packs", packs.toString(), "--resume", kept);
    assertEquals(2, refused.code());
    assertTrue(refused.err().contains("--resume does not go with the sandbox"), refused.err());
  }

  @Test
  void checkLooksAtPacksToo() {
    odd("a/odd");
    PackFolder.of(packs, "b/broken").rule("find", "odd", "Machine( colour == \"red\" )\nthen\n");
    Console ran = memfate("check", "--packs", packs.toString());
    assertEquals(4, ran.code());
    assertTrue(ran.out().contains("ok      pack a/odd: 1 rules\n"), ran.out());
    assertTrue(ran.out().contains("ok      pack example/x1: 4 rules\n"), ran.out());
    assertTrue(ran.out().contains("broken  pack b/broken\n"), ran.out());
    assertTrue(ran.err().contains("error[unknown-field]"), ran.err());
  }
}
