package memfate.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import memfate.boot.Outcome;
import memfate.boot.Outcome.Status;
import memfate.platform.Diagnostic.Severity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvReportTest {
  private static final String HEADER =
      "id,policy,status,start,end,size,owner,usable,dax,driver,"
          + "decision,rule,file,line,errors,findings,assume";

  @Test
  void aRowIsARangeWithTheDecisionThatStands() {
    Outcome outcome =
        Outcomes.withFinding(
            Outcomes.of(Status.OK, Outcomes.OWNED_BY_CXL, Outcomes.LOST),
            Outcomes.finding(Severity.WARNING));
    assertEquals(
        List.of(
            HEADER,
            "amd-1,v7.1,ok,0x850000000,0x284fffffff,137438953472,cxl,137438953472,dax0.0,kmem,"
                + "drop,defer what a window touches,policies/v7.1/defer.drl,7,,"
                + "SR-STRADDLES-WINDOWS,",
            "amd-1,v7.1,ok,0x2850000000,0x484fffffff,137438953472,hmem,0,dax2.0,,"
                + "register,register what no region contains,packs/acme/x1/register.drl,9,kmem:-16,"
                + "SR-STRADDLES-WINDOWS,"),
        rows(outcome));
  }

  @Test
  void eachReadingHasItsRows() {
    List<String> rows = rows(Outcomes.partial());
    assertEquals(3, rows.size());
    assertTrue(rows.get(1).startsWith("amd-1,v7.1,partial,0x2850000000,"), rows.get(1));
    assertTrue(rows.get(1).endsWith(",if srat is absent"), rows.get(1));
    assertTrue(rows.get(2).endsWith(",if srat is per-window"), rows.get(2));
  }

  @Test
  void aDescriptionThatCannotBeReadIsNotMissing() {
    assertEquals(List.of(HEADER, "broken.yaml,,invalid,,,,,,,,,,,,,,"), rows(Outcomes.invalid()));
  }

  @ParameterizedTest(name = "a cell that begins with {0}")
  @ValueSource(strings = {"=1+1", "+1", "-1", "@SUM(A1)"})
  void noCellIsAFormula(String id) {
    assertTrue(rows(named(id)).get(1).startsWith("'" + id + ","));
  }

  @Test
  void quotesAndCommasAreQuoted() {
    assertTrue(rows(named("a,\"b\"")).get(1).startsWith("\"a,\"\"b\"\"\",v7.1,"));
  }

  @Test
  void aRowIsOneLineWhateverTheInputHolds() {
    String text = Outcomes.write(CsvReport::new, Outcomes.hostile());
    assertEquals(2, text.split("\r\n").length, text);
    assertFalse(text.replace("\r\n", "").chars().anyMatch(Character::isISOControl), text);
    assertTrue(text.contains("\r\n\"'=a\"\"b'<"), text);
  }

  private static Outcome named(String id) {
    return new Outcome(
        id,
        "v7.1",
        Status.OK,
        List.of(Outcomes.LOST),
        "",
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of());
  }

  private static List<String> rows(Outcome... outcomes) {
    return List.of(Outcomes.write(CsvReport::new, outcomes).split("\r\n"));
  }
}
