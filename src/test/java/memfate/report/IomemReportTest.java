package memfate.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import memfate.boot.Outcome;
import memfate.boot.Outcome.Status;
import org.junit.jupiter.api.Test;

class IomemReportTest {
  private static final String TREE = "850000000-284fffffff : CXL Window 0\n";

  @Test
  void oneTreeStandsAlone() {
    assertEquals(TREE, Outcomes.write(IomemReport::new, Outcomes.of(Status.OK)));
  }

  @Test
  void severalTreesAreNamed() {
    Outcome outcome = Outcomes.of(Status.OK);
    assertEquals(
        ("# amd-1 v7.1\n" + TREE).repeat(3),
        Outcomes.write(IomemReport::new, outcome, outcome, outcome));
  }

  @Test
  void eachReadingHasItsTree() {
    assertEquals(
        "# amd-1 v7.1 srat=absent\n" + TREE + "# amd-1 v7.1 srat=per-window\n" + TREE,
        Outcomes.write(IomemReport::new, Outcomes.partial()));
  }

  @Test
  void anInvalidDescriptionIsNoEmptyTree() {
    assertEquals("# invalid\n", Outcomes.write(IomemReport::new, Outcomes.invalid()));
  }
}
