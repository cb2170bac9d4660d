package memfate.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import memfate.boot.Outcome;
import memfate.boot.Outcome.Status;
import memfate.iomem.AddressRange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ExplainReportTest {
  private static final Outcome TRACED =
      Outcomes.withTrace(
          Outcomes.of(Status.OK, Outcomes.OWNED_BY_CXL, Outcomes.LOST),
          Outcomes.event(
              1, "hmem-walk", "[mem 0x850000000-0x284fffffff]", "850000000-284fffffff deferred"),
          Outcomes.event(2, "work", "2850000000-484fffffff", "memregion id 3 taken since 2025-07"));

  @Test
  void tellsEventByEventWhichRulesFiredOnWhichFacts() {
    String text = explain(null);
    assertTrue(
        text.endsWith(
            """

              1. hmem-walk (dax_hmem)
                 rule "defer what a window touches" at policies/v7.1/defer.drl:7
                     HmemUnit [mem 0x850000000-0x284fffffff]  <- x.yaml:12:5
                     not CxlRegion over it
                 => 850000000-284fffffff deferred

              2. work (dax_hmem)
                 rule "defer what a window touches" at policies/v7.1/defer.drl:7
                     HmemUnit 2850000000-484fffffff  <- x.yaml:12:5
                     not CxlRegion over it
                 => memregion id 3 taken since 2025-07
            """),
        text);
  }

  @Test
  void leavesOutWhatSpeaksOfOtherAddressesOnly() {
    String text = explain(new AddressRange(0x850000000L, 0x850000fffL));
    assertTrue(text.contains("1. hmem-walk"), text);
    assertFalse(text.contains("HmemUnit 2850000000"), text);
    assertTrue(text.contains("=> memregion id 3"), text);
    assertFalse(text.contains("[mem 0x2850000000"), text);
  }

  @Test
  void theWholeAddressSpaceLeavesNothingOut() {
    assertEquals(explain(AddressRange.ALL), explain(null));
  }

  private static String explain(@Nullable AddressRange range) {
    return Outcomes.write(out -> new ExplainReport(out, false, range), TRACED);
  }
}
