package memfate.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import memfate.boot.Outcome;
import memfate.boot.Outcome.Finding;
import memfate.boot.Outcome.Status;
import memfate.platform.Diagnostic.Severity;
import memfate.platform.SourceLocation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GithubReportTest {

  @ParameterizedTest(name = "{0} is {1}")
  @CsvSource({"ERROR, error", "WARNING, warning", "INFO, notice"})
  void aFindingIsACommand(Severity severity, String command) {
    assertEquals(
        List.of(
            "::"
                + command
                + " file=x.yaml,line=12,col=5,title=SR-STRADDLES-WINDOWS"
                + "::one range, two windows (1 GiB); split the range (amd-1 under v7.1)"),
        lines(
            Outcomes.withFinding(
                Outcomes.of(Status.OK, Outcomes.OWNED_BY_CXL), Outcomes.finding(severity))));
  }

  @Test
  void aDiagnosticIsToldOnce() {
    assertEquals(
        List.of("::error file=x.yaml,line=12,col=5,title=memfate::range ends before its start"),
        lines(Outcomes.invalid(), Outcomes.invalid()));
  }

  @Test
  void aKernelThatDiesIsAnError() {
    assertEquals(
        List.of(
            "::error file=x.yaml,line=1,title=memfate"
                + "::amd-1 under v7.1: crash: the kernel dies in this boot"),
        lines(Outcomes.of(Status.CRASH)));
    Outcome told =
        Outcomes.withFinding(Outcomes.of(Status.CRASH), Outcomes.finding(Severity.ERROR));
    assertEquals(1, lines(told).size());
  }

  @Test
  void aFindingWithoutAPlaceStandsWhereItsDescriptionDoes() {
    Finding finding = Outcomes.finding("C", Severity.ERROR, "m", SourceLocation.NONE, null);
    assertEquals(
        List.of("::error file=x.yaml,line=1,title=C::m (amd-1 under v7.1)"),
        lines(Outcomes.withFinding(Outcomes.of(Status.OK), finding)));
  }

  @Test
  void aPlaceInATableIsAByte() {
    SourceLocation at = SourceLocation.ofByte("cedt.dat", 0x24);
    Finding finding = Outcomes.finding("C", Severity.ERROR, "m", at, null);
    assertEquals(
        List.of("::error file=cedt.dat,title=C::m (amd-1 under v7.1) (at byte 0x24)"),
        lines(Outcomes.withFinding(Outcomes.of(Status.OK), finding)));
  }

  @Test
  void aFindingUnderSomeReadingsNamesThem() {
    Outcome partial = Outcomes.partial();
    List<Outcome.Reading> readings =
        List.of(
            new Outcome.Reading(
                partial.readings().get(0).assume(),
                Outcomes.withFinding(
                    partial.readings().get(0).outcome(), Outcomes.finding(Severity.ERROR))),
            partial.readings().get(1));
    List<String> lines = lines(Outcomes.withReadings(partial, readings));
    assertEquals(1, lines.size());
    assertTrue(
        lines
            .get(0)
            .endsWith(
                "::one range, two windows (1 GiB), if srat is absent; split the range (amd-1 under v7.1)"),
        lines.get(0));
  }

  @Test
  void nothingFromAnInputBeginsACommandOrEndsOne() {
    List<String> lines = lines(Outcomes.hostile());
    assertEquals(2, lines.size());
    String text = "=a\"b'<!--&amp;]]>%2C%3A%3A%25%0D%0A\\u0000\\u001b[31m";
    assertTrue(lines.get(0).startsWith("::warning file=" + text), lines.get(0));
    assertTrue(lines.get(1).startsWith("::error file=" + text), lines.get(1));
    assertFalse(String.join("", lines).chars().anyMatch(Character::isISOControl));
  }

  private static List<String> lines(Outcome... outcomes) {
    return List.of(Outcomes.write(GithubReport::new, outcomes).split("\n"));
  }
}
