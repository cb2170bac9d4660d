package memfate.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import memfate.boot.Outcome;
import memfate.boot.Outcome.Finding;
import memfate.boot.Outcome.Status;
import memfate.platform.Diagnostic;
import memfate.platform.Diagnostic.Severity;
import memfate.platform.SourceLocation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class SarifReportTest {

  @Test
  void aFindingIsAResult() {
    String log =
        Outcomes.write(
            SarifReport::new,
            Outcomes.withFinding(
                Outcomes.of(Status.OK, Outcomes.LOST), Outcomes.finding(Severity.WARNING)));
    assertEquals(
        """
        {'$schema':'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/\
        sarif-schema-2.1.0.json','version':'2.1.0','runs':[{'results':[
        {'ruleId':'SR-STRADDLES-WINDOWS','ruleIndex':0,'level':'warning',\
        'message':{'text':'one range, two windows (1 GiB); split the range'},'locations':[{'physicalLocation':\
        {'artifactLocation':{'uri':'x.yaml'},'region':{'startLine':12,'startColumn':5}}}],\
        'relatedLocations':[{'physicalLocation':{'artifactLocation':\
        {'uri':'policies/v7.1/defer.drl'},'region':{'startLine':7}},\
        'message':{'text':'rule \\\\'defer what a window touches\\\\' at policies/v7.1/defer.drl:7'}}],\
        'partialFingerprints':{'memfateFinding/v1':'FINGERPRINT'},\
        'properties':{'platform':'amd-1','policy':'v7.1'}}
        ],'tool':{'driver':{'name':'memfate','version':'1.0','rules':[{'id':\
        'SR-STRADDLES-WINDOWS','shortDescription':{'text':'defer what a window touches'},\
        'defaultConfiguration':{'level':'warning'}}]}},'invocations':[{'executionSuccessful':true,\
        'toolExecutionNotifications':[]}],'columnKind':'utf16CodeUnits'}]}
        """
            .replace("\\\\'", "\\'"),
        log.replace('"', '\'').replaceAll("[0-9a-f]{64}", "FINGERPRINT"));
  }

  @Test
  void followsTheSchemaWhateverTheInputHolds() throws IOException {
    SourceLocation inTable = SourceLocation.ofByte("/sys/cedt.dat", 0x24);
    String log =
        Outcomes.write(
            SarifReport::new,
            Outcomes.hostile(),
            Outcomes.withFinding(Outcomes.of(Status.CRASH), Outcomes.finding(Severity.ERROR)),
            Outcomes.withFinding(
                Outcomes.of(Status.OK), Outcomes.finding("T", Severity.INFO, "m", inTable, null)),
            Outcomes.partial(),
            Outcomes.invalid(),
            Outcomes.of(Status.UNSUPPORTED));
    assertEquals(List.of(), schema().validate(log, InputFormat.JSON), log);
    assertEquals(List.of(), schema().validate(Outcomes.write(SarifReport::new), InputFormat.JSON));
    assertFalse(log.replace("\n", "").chars().anyMatch(Character::isISOControl), log);
    for (String uri : JsonMapper.shared().readTree(log).findValuesAsString("uri")) {
      assertEquals(uri, URI.create(uri).toASCIIString());
    }
  }

  @Test
  void theSchemaRefusesWhatItDoesNotName() throws IOException {
    String log = Outcomes.write(SarifReport::new).replace("\"results\"", "\"findings\"");
    assertFalse(schema().validate(log, InputFormat.JSON).isEmpty());
  }

  @Test
  void resultsPointToTheirRules() {
    JsonNode run =
        run(
            Outcomes.withFinding(Outcomes.of(Status.OK), finding("B", Severity.WARNING, "m")),
            Outcomes.withFinding(Outcomes.of(Status.OK), finding("A", Severity.INFO, "m")),
            Outcomes.withFinding(Outcomes.of(Status.OK), finding("B", Severity.ERROR, "n")));
    JsonNode rules = run.at("/tool/driver/rules");
    assertEquals(2, rules.size());
    assertEquals("error", rules.at("/0/defaultConfiguration/level").asString());
    assertEquals("note", rules.at("/1/defaultConfiguration/level").asString());
    for (JsonNode result : run.get("results")) {
      assertEquals(result.get("ruleId"), rules.get(result.get("ruleIndex").asInt()).get("id"));
    }
  }

  @Test
  void aFingerprintStaysWhenALineMoves() {
    String here = fingerprint(new SourceLocation("x.yaml", 12, 5), "m");
    assertEquals(here, fingerprint(new SourceLocation("x.yaml", 40, 5), "m"));
    assertNotEquals(here, fingerprint(new SourceLocation("x.yaml", 12, 5), "n"));
  }

  @ParameterizedTest(name = "{0}")
  @EnumSource(names = {"UNSUPPORTED", "INCONCLUSIVE", "INVALID"})
  void aMissingAnswerIsNeitherAResultNorAPass(Status status) {
    Outcome outcome = status == Status.INVALID ? Outcomes.invalid() : Outcomes.of(status);
    JsonNode run = run(outcome);
    assertEquals(0, run.get("results").size());
    assertFalse(run.at("/invocations/0/executionSuccessful").asBoolean());
    assertEquals(1, run.at("/invocations/0/toolExecutionNotifications").size());
  }

  @Test
  void aKernelThatDiesIsNoFailureOfTheTool() {
    JsonNode invocation = run(Outcomes.of(Status.CRASH)).at("/invocations/0");
    assertTrue(invocation.get("executionSuccessful").asBoolean());
    assertEquals(
        "amd-1 under v7.1: crash: the kernel dies in this boot",
        invocation.at("/toolExecutionNotifications/0/message/text").asString());
  }

  @Test
  void aPolicyThatDoesNotCompileIsANotification() throws IOException {
    StringWriter out = new StringWriter();
    SarifReport report = new SarifReport(out);
    report.begin(new Run("1.0", List.of(), List.of(), Map.of()));
    report.problems(
        List.of(Diagnostic.error("no type Foo", new SourceLocation("rules/a b.drl", 3, 1))));
    report.end(new Summary());
    assertEquals(List.of(), schema().validate(out.toString(), InputFormat.JSON));
    JsonNode invocation = JsonMapper.shared().readTree(out.toString()).at("/runs/0/invocations/0");
    assertFalse(invocation.get("executionSuccessful").asBoolean());
    assertEquals(
        "rules/a%20b.drl",
        invocation
            .at("/toolExecutionNotifications/0/locations/0/physicalLocation/artifactLocation/uri")
            .asString());
  }

  @ParameterizedTest(name = "{0} is {1}")
  @CsvSource({
    "x.yaml, x.yaml",
    "./inputs/x.yaml, inputs/x.yaml",
    "../a b#c?d%.yaml, ../a%20b%23c%3Fd%25.yaml",
    "c:x.yaml, c%3Ax.yaml",
    "/tmp/é.yaml, file:///tmp/%C3%A9.yaml",
    "-, -",
  })
  void fileNamesAreUriReferences(String file, String uri) {
    assertEquals(uri, SarifText.uri(file));
  }

  @ParameterizedTest(name = "{0} is {1}")
  @CsvSource({
    "[mem 0x0-0xf] {x}, [mem 0x0-0xf] {x}",
    "[x](http://y), '\\[x\\](http://y)'",
    "a {0} b, a {{0}} b",
  })
  void textIsNeitherALinkNorAPlaceholder(String text, String message) {
    assertEquals(message, SarifText.message(text));
  }

  private static Finding finding(String code, Severity severity, String message) {
    return Outcomes.finding(code, severity, message, Outcomes.LINE_12, null);
  }

  private static String fingerprint(SourceLocation at, String message) {
    Finding finding = Outcomes.finding("C", Severity.ERROR, message, at, null);
    return run(Outcomes.withFinding(Outcomes.of(Status.OK), finding))
        .at("/results/0/partialFingerprints")
        .toString();
  }

  private static JsonNode run(Outcome... outcomes) {
    return JsonMapper.shared().readTree(Outcomes.write(SarifReport::new, outcomes)).at("/runs/0");
  }

  private static Schema schema() throws IOException {
    try (InputStream in =
        SarifReportTest.class.getResourceAsStream("/schema/sarif-schema-2.1.0.json")) {
      assertTrue(in != null);
      return SchemaRegistry.withDefaultDialect(
              SpecificationVersion.DRAFT_7,
              builder ->
                  builder.schemaRegistryConfig(
                      SchemaRegistryConfig.builder().formatAssertionsEnabled(true).build()))
          .getSchema(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    }
  }
}
