package memfate.report;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import memfate.boot.Outcome;
import memfate.boot.Outcome.Status;
import memfate.iomem.AddressRange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ExplainReportTest {
  private static final AddressRange FIRST = new AddressRange(0x850000000L, 0x284fffffffL);
  private static final AddressRange SECOND = new AddressRange(0x2850000000L, 0x484fffffffL);
  private static final Outcome TRACED =
      Outcomes.withTrace(
          Outcomes.of(Status.OK, Outcomes.OWNED_BY_CXL, Outcomes.LOST),
          Outcomes.event(1, "hmem-walk", FIRST, "850000000-284fffffff", "850000000 deferred"),
          Outcomes.event(2, "work", SECOND, "2850000000-484fffffff", "2850000000 dropped"),
          Outcomes.event(3, "init", null, "cxl_acpi", "next: probe"));

  @Test
  void tellsEventByEventWhichRulesFiredOnWhichFacts() {
    String text = explain(null, false);
    assertTrue(
        text.endsWith(
            """

              1. hmem-walk (dax_hmem)
                 rule "defer what a window touches" at policies/v7.1/defer.drl:7
                     HmemUnit 850000000-284fffffff  <- x.yaml:12:5
                     not CxlRegion over it
                 => 850000000 deferred

              2. work (dax_hmem)
                 rule "defer what a window touches" at policies/v7.1/defer.drl:7
                     HmemUnit 2850000000-484fffffff  <- x.yaml:12:5
                     not CxlRegion over it
                 => 2850000000 dropped
              3. init (dax_hmem)  1 rule about no address
            """),
        text);
  }

  @Test
  void leavesOutWhatIsAboutOtherAddressesOnly() {
    String text = explain(new AddressRange(0x850000000L, 0x850000fffL), false);
    assertTrue(text.contains("1. hmem-walk"), text);
    assertTrue(text.contains("3. init (dax_hmem)  1 rule about no address"), text);
    assertFalse(text.contains("2. work"), text);
    assertFalse(text.contains("[mem 0x2850000000"), text);
  }

  @Test
  void tellsAllThatHappenedWhenAsked() {
    String text = explain(FIRST, true);
    assertTrue(text.contains("HmemUnit cxl_acpi"), text);
    assertTrue(text.contains("=> next: probe"), text);
    assertTrue(text.contains("2. work"), text);
  }

  private static String explain(@Nullable AddressRange range, boolean all) {
    return Outcomes.write(out -> new ExplainReport(out, false, range, all), TRACED);
  }
}
