package memfate.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.SchemaFactory;
import memfate.boot.Outcome;
import memfate.boot.Outcome.Status;
import memfate.platform.Diagnostic;
import memfate.platform.Diagnostic.Severity;
import memfate.platform.SourceLocation;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

class JUnitReportTest {

  @Test
  void aRangeIsACaseAndAFindingAFailedOne() {
    Outcome outcome =
        Outcomes.withFinding(
            Outcomes.of(Status.OK, Outcomes.OWNED_BY_CXL), Outcomes.finding(Severity.WARNING));
    assertEquals(
        """
        <?xml version="1.0" encoding="UTF-8"?>
        <testsuites name="memfate">
          <testsuite name="amd-1.v7.1" tests="2" failures="1" errors="0" skipped="0">
            <properties>
              <property name="input" value="x.yaml:1"/>
            </properties>
            <testcase name="[mem 0x850000000-0x284fffffff]" classname="amd-1.v7.1">
              <system-out>cxl, 128 GiB of 128 GiB usable, dax0.0 kmem
        hmem-walk: defer (deferring range to CXL)
          rule &quot;defer what a window touches&quot; at policies/v7.1/defer.drl:7
        deferred-work: drop
          rule &quot;defer what a window touches&quot; at policies/v7.1/defer.drl:7</system-out>
            </testcase>
            <testcase name="SR-STRADDLES-WINDOWS at x.yaml:12:5" classname="amd-1.v7.1">
              <failure message="one range, two windows" type="SR-STRADDLES-WINDOWS">\
        warning: SR-STRADDLES-WINDOWS: one range, two windows (1 GiB)
        split the range
        at x.yaml:12:5
        rule &quot;defer what a window touches&quot; at policies/v7.1/defer.drl:7</failure>
            </testcase>
          </testsuite>
        </testsuites>
        """,
        write(false, outcome));
  }

  @Test
  void aLostRangeFailsOnlyIfItCounts() {
    Outcome outcome = Outcomes.of(Status.OK, Outcomes.OWNED_BY_CXL, Outcomes.LOST);
    assertTrue(elements(write(false, outcome), "failure").isEmpty());
    List<Element> failures = elements(write(true, outcome), "failure");
    assertEquals(1, failures.size());
    assertEquals("lost", failures.get(0).getAttribute("type"));
    assertEquals(
        "hmem, 0 bytes of 128 GiB usable, dax2.0", failures.get(0).getAttribute("message"));
    assertTrue(failures.get(0).getTextContent().contains("error: kmem -16 (EBUSY)"));
  }

  @Test
  void whatHasNoAnswerIsAnErrorNotAFailure() {
    for (Status status : List.of(Status.CRASH, Status.UNSUPPORTED, Status.INCONCLUSIVE)) {
      String xml = write(true, Outcomes.of(status));
      assertTrue(elements(xml, "failure").isEmpty(), xml);
      assertEquals(
          status.name(),
          elements(xml, "error").get(0).getAttribute("type").toUpperCase(Locale.ROOT));
    }
    String xml = write(true, Outcomes.invalid());
    Element error = elements(xml, "error").get(0);
    assertEquals("invalid: 1 error in the description", error.getAttribute("message"));
    assertEquals("x.yaml:12:5: error: range ends before its start", error.getTextContent());
  }

  @Test
  void aReadingIsPartOfTheName() {
    List<String> names =
        elements(write(false, Outcomes.partial()), "testcase").stream()
            .map(test -> test.getAttribute("name"))
            .toList();
    assertEquals(
        List.of(
            "[mem 0x2850000000-0x484fffffff], if srat is absent",
            "[mem 0x850000000-0x284fffffff], if srat is per-window"),
        names);
  }

  @Test
  void aPolicyThatDoesNotCompileIsAnErrorOfTheRun() throws IOException {
    StringWriter out = new StringWriter();
    JUnitReport report = new JUnitReport(out, fate -> false);
    Diagnostic problem = Diagnostic.error("no type Foo", new SourceLocation("a.drl", 3, 1));
    report.begin(new Run("1.0", List.of(), List.of(), Map.of()));
    report.problems(List.of(problem));
    report.problems(List.of(problem));
    report.end(new Summary());
    List<Element> cases = elements(out.toString(), "testcase");
    assertEquals(1, cases.size());
    assertEquals("a.drl:3:1", cases.get(0).getAttribute("name"));
    assertEquals(1, elements(out.toString(), "error").size());
  }

  @Test
  void isValidWhateverTheInputHolds() throws SAXException, IOException {
    Outcome twice =
        Outcomes.withFinding(
            Outcomes.of(Status.OK, Outcomes.LOST, Outcomes.LOST), Outcomes.finding(Severity.ERROR));
    String xml =
        write(
            true,
            Outcomes.hostile(),
            twice,
            Outcomes.partial(),
            Outcomes.invalid(),
            Outcomes.of(Status.CRASH),
            Outcomes.of(Status.OK));
    SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI)
        .newSchema(JUnitReportTest.class.getResource("/schema/junit.xsd"))
        .newValidator()
        .validate(new StreamSource(new StringReader(xml)));
    for (Element suite : elements(xml, "testsuite")) {
      assertCounts(suite, "tests", "testcase");
      assertCounts(suite, "failures", "failure");
      assertCounts(suite, "errors", "error");
    }
    assertFalse(xml.replace("\n", "").chars().anyMatch(Character::isISOControl));
    assertTrue(xml.contains("=a&quot;b'&lt;!--&amp;amp;]]&gt;,::%\\u000d\\u000a\\u0000"), xml);
    assertTrue(xml.contains("\\uffff\\ud800\u00e9"), xml);
  }

  private static void assertCounts(Element suite, String attribute, String element) {
    assertEquals(
        suite.getAttribute(attribute),
        Integer.toString(suite.getElementsByTagName(element).getLength()));
  }

  private static List<Element> elements(String xml, String name) {
    try {
      NodeList nodes =
          DocumentBuilderFactory.newInstance()
              .newDocumentBuilder()
              .parse(new InputSource(new StringReader(xml)))
              .getElementsByTagName(name);
      return java.util.stream.IntStream.range(0, nodes.getLength())
          .mapToObj(i -> (Element) nodes.item(i))
          .toList();
    } catch (ParserConfigurationException | SAXException | IOException e) {
      throw new AssertionError(xml, e);
    }
  }

  private static String write(boolean lostFails, Outcome... outcomes) {
    return Outcomes.write(
        out -> new JUnitReport(out, fate -> lostFails && Summary.isLost(fate)), outcomes);
  }
}
