package memfate.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import memfate.boot.Outcome;
import memfate.boot.Outcome.Status;
import memfate.platform.Diagnostic.Severity;
import org.junit.jupiter.api.Test;

class TextReportTest {

  @Test
  void saysOwnerUsableBytesDecisionsAndTheRuleOfEach() {
    assertEquals(
        """
        amd-1 under v7.1 (x.yaml:1)
          [mem 0x850000000-0x284fffffff]   cxl   128 GiB of 128 GiB usable  dax0.0 kmem
              hmem-walk      defer  deferring range to CXL
                rule "defer what a window touches" at policies/v7.1/defer.drl:7
              deferred-work  drop
                rule "defer what a window touches" at policies/v7.1/defer.drl:7
          [mem 0x2850000000-0x484fffffff]  hmem  0 bytes of 128 GiB usable  dax2.0
              deferred-work  register  registering
                rule "register what no region contains" of pack acme/x1 at packs/acme/x1/register.drl:9
              error: kmem -16 (EBUSY)
              log: kmem dax2.0: could not reserve region
          total: 2 ranges, 128 GiB of 256 GiB usable, 1 range lost
        """,
        text(Outcomes.of(Status.OK, Outcomes.OWNED_BY_CXL, Outcomes.LOST)));
  }

  @Test
  void tellsOfEachStepWhatItChanged() {
    String text = text(Outcomes.withSteps());
    assertTrue(
        text.endsWith(
            """
              step by step:
                after the boot
                   [mem 0x850000000-0x284fffffff]  cxl, 128 GiB of 128 GiB usable, dax0.0 kmem
                1. destroy region0  <- x.yaml:12:5
                   [mem 0x850000000-0x284fffffff]  none, 0 bytes of 128 GiB usable
                   [mem 0x850000000-0x284fffffff]  hmem-walk  defer  deferring range to CXL
                       rule "register what no region contains" of pack acme/x1 at packs/acme/x1/register.drl:9
                   -   850000000-284fffffff : region0
                2. load kmem: nothing changes  <- x.yaml:12:5
            """),
        text);
  }

  @Test
  void showsEachReadingOfAnUnknownTable() {
    String text = text(Outcomes.partial());
    assertTrue(text.contains("\n  if srat is absent:\n    [mem 0x2850000000-"), text);
    assertTrue(text.contains("\n  if srat is per-window:\n    [mem 0x850000000-"), text);
  }

  @Test
  void cannotBeReadPastACrash() {
    String text = text(Outcomes.of(Status.CRASH, Outcomes.LOST));
    assertTrue(text.contains("*** THE KERNEL DIES IN THIS BOOT ***"), text);
    assertTrue(text.contains("last words:\n    hmem_platform"), text);
  }

  @Test
  void namesAFindingWithItsLineAndItsRule() {
    String text =
        text(Outcomes.withFinding(Outcomes.of(Status.OK), Outcomes.finding(Severity.WARNING)));
    assertTrue(
        text.endsWith(
            """
              warning: SR-STRADDLES-WINDOWS: one range, two windows (1 GiB)
                  split the range
                  x.yaml:12:5, rule "defer what a window touches" at policies/v7.1/defer.drl:7
            """),
        text);
  }

  @Test
  void sumsUpSeveralOutcomes() {
    String text = text(Outcomes.of(Status.OK, Outcomes.OWNED_BY_CXL), Outcomes.invalid());
    assertTrue(
        text.endsWith(
            """

            2 outcomes (1 ok, 1 invalid); 1 range, 128 GiB of 128 GiB usable
              v7.1  cxl               1 platform         1 range   128 GiB of 128 GiB usable
            """),
        text);
  }

  @Test
  void sumsUpByOwnerAndCode() {
    Outcome lost = Outcomes.of(Status.OK, Outcomes.LOST, Outcomes.OWNED_BY_CXL);
    String text =
        text(
            Outcomes.withFinding(lost, Outcomes.finding(Severity.WARNING)), Outcomes.of(Status.OK));
    assertEquals(
        """
          v7.1  cxl               1 platform         1 range   128 GiB of 128 GiB usable
                hmem              1 platform         1 range   0 bytes of 128 GiB usable
          findings: SR-STRADDLES-WINDOWS 1
        """,
        text.substring(text.lastIndexOf("  v7.1  ")));
  }

  @Test
  void saysNoMoreThanTheCountsWhereNobodyHoldsAnything() {
    String text = text(Outcomes.invalid(), Outcomes.invalid());
    assertTrue(text.endsWith("\n2 outcomes (2 invalid); 0 ranges\n"), text);
  }

  @Test
  void coloursOnlyWhenAsked() {
    Outcome outcome = Outcomes.of(Status.OK, Outcomes.LOST);
    assertFalse(text(outcome).contains("\u001b"));
    String coloured = Outcomes.write(out -> new TextReport(out, true, false), outcome);
    assertTrue(coloured.contains("\u001b[36mhmem\u001b[0m"), coloured);
    assertEquals(text(outcome), coloured.replaceAll("\u001b\\[[0-9;]*m", ""));
  }

  @Test
  void letsNoInputSpeakToTheTerminal() {
    Outcome outcome =
        new Outcome(
            "evil\u001b[2J\u202e",
            "v7.1",
            Status.OK,
            List.of(),
            "00-01 : \u0007\n",
            List.of("line\rline"),
            List.of(),
            List.of(),
            List.of(),
            List.of());
    String text = Outcomes.write(out -> new TextReport(out, false, true), outcome);
    assertTrue(text.startsWith("evil\\u001b[2J\\u202e under v7.1"), text);
    assertTrue(text.contains("00-01 : \\u0007\n"), text);
    assertTrue(text.contains("line\\u000dline\n"), text);
  }

  private static String text(Outcome... outcomes) {
    return Outcomes.write(out -> new TextReport(out, false, false), outcomes);
  }
}
