package memfate.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.List;
import memfate.boot.Outcome;
import memfate.boot.Outcome.Status;
import org.junit.jupiter.api.Test;

class SummaryTest {

  @Test
  void theSumOfTwoIsThatOfAll() {
    List<Outcome> outcomes =
        List.of(
            Outcomes.of(Status.OK, Outcomes.OWNED_BY_CXL, Outcomes.LOST),
            Outcomes.withSteps(),
            Outcomes.of(Status.CRASH, Outcomes.LOST),
            Outcomes.of(Status.INVALID));
    Summary all = new Summary();
    Summary first = new Summary();
    Summary second = new Summary();
    for (int i = 0; i < outcomes.size(); i++) {
      all.add(outcomes.get(i));
      (i % 2 == 0 ? first : second).add(outcomes.get(i));
    }
    String half = JsonLinesReport.line(first);
    first.add(second);

    assertNotEquals(half, JsonLinesReport.line(first));
    assertEquals(JsonLinesReport.line(all), JsonLinesReport.line(first));
    assertEquals(FateLines.of(all), FateLines.of(first));
  }

  @Test
  void fatesAreALineForEachPolicyAndOwner() {
    Summary summary = new Summary();
    summary.add(Outcomes.of(Status.OK, Outcomes.OWNED_BY_CXL, Outcomes.LOST));

    assertEquals(
        List.of(
            "{\"policy\":\"v7.1\",\"owner\":\"cxl\",\"platforms\":1,\"ranges\":1,"
                + "\"size\":\"0x2000000000\",\"usable\":\"0x2000000000\"}\n",
            "{\"policy\":\"v7.1\",\"owner\":\"hmem\",\"platforms\":1,\"ranges\":1,"
                + "\"size\":\"0x2000000000\",\"usable\":\"0x0\"}\n",
            "{\"policy\":\"v7.1\",\"owner\":\"system-ram\",\"platforms\":0,\"ranges\":0,"
                + "\"size\":\"0x0\",\"usable\":\"0x0\"}\n",
            "{\"policy\":\"v7.1\",\"owner\":\"none\",\"platforms\":0,\"ranges\":0,"
                + "\"size\":\"0x0\",\"usable\":\"0x0\"}\n"),
        FateLines.of(summary));
  }
}
