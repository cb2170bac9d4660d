package memfate.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import memfate.boot.Outcome;
import memfate.boot.Outcome.Status;
import memfate.platform.Diagnostic.Severity;
import org.junit.jupiter.api.Test;

class JsonLinesReportTest {

  @Test
  void hasTheFieldsOfTheDesign() {
    List<String> lines = lines(Outcomes.of(Status.OK, Outcomes.OWNED_BY_CXL));
    assertEquals(
        "{'kind':'platform','id':'amd-1','policy':'v7.1',"
            + "'input':{'path':'x.yaml','doc':1,'line':1,'sha256':'"
            + "a".repeat(64)
            + "'},'status':'ok','ranges':[{'start':'0x850000000','end':'0x284fffffff',"
            + "'owner':'cxl','usable':'0x2000000000','decisions':["
            + "{'event':'hmem-walk','decision':'defer','rule':'defer what a window touches',"
            + "'pack':null,'file':'policies/v7.1/defer.drl','line':7,"
            + "'message':'deferring range to CXL'},"
            + "{'event':'deferred-work','decision':'drop','rule':'defer what a window touches',"
            + "'pack':null,'file':'policies/v7.1/defer.drl','line':7,'message':''}],"
            + "'dax':'dax0.0','driver':'kmem','errors':[]}],"
            + "'iomem':'850000000-284fffffff : CXL Window 0\\n',"
            + "'log':['hmem_platform hmem_platform.0: deferring range to CXL'],"
            + "'order':{'verdict':'unknown','outcomes':1},'findings':[],'diagnostics':[]}",
        lines.get(1).replace('"', '\''));
  }

  @Test
  void everyRecordFollowsItsSchema() throws IOException {
    List<String> lines =
        lines(
            Outcomes.of(Status.OK, Outcomes.OWNED_BY_CXL, Outcomes.LOST),
            Outcomes.withFinding(Outcomes.of(Status.CRASH), Outcomes.finding(Severity.ERROR)),
            Outcomes.partial(),
            Outcomes.withSteps(),
            Outcomes.invalid());
    assertEquals(7, lines.size());
    Schema schema = schema();
    for (String line : lines) {
      assertEquals(List.of(), schema.validate(line, InputFormat.JSON), line);
    }
  }

  @Test
  void stepsHaveTheirStateAndWhatTheyLedTo() {
    String line = lines(Outcomes.withSteps()).get(1);
    assertTrue(
        line.contains("\"steps\":[{\"step\":0,\"event\":\"boot\",\"line\":null,\"ranges\""), line);
    assertTrue(
        line.contains("{\"step\":1,\"event\":\"destroy region0\",\"line\":12,\"ranges\""), line);
    assertTrue(line.contains("\"log\":[\"b\"]"), line);
  }

  @Test
  void detailFollowsItsSchemaAndRulesComeBeforeTheSummary() throws IOException {
    StringWriter text = new StringWriter();
    JsonLinesReport report = new JsonLinesReport(text);
    report.begin(new Run("1", List.of(), List.of(), Map.of()));
    report.outcome(Outcomes.detailed());
    report.end(new Summary());
    List<String> lines = text.toString().lines().toList();
    assertEquals(4, lines.size());
    Schema schema = schema();
    for (String line : lines) {
      assertEquals(List.of(), schema.validate(line, InputFormat.JSON), line);
    }
    assertTrue(lines.get(1).contains("'title':'a <b>title'".replace('\'', '"')), lines.get(1));
    assertTrue(
        lines
            .get(1)
            .contains(
                "{'band':'fate','from':0,'removed':0,'rows':[{'start':'0x850000000',"
                        .replace('\'', '"')
                    + "'end':'0x284fffffff','name':'cxl','depth':0,'usable':'0x2000000000'"
                        .replace('\'', '"')),
        lines.get(1));
    assertTrue(lines.get(2).contains("\"text\":\"rule \\\"x\\\"\\nend\""), lines.get(2));
  }

  @Test
  void aRunWithoutDetailHasNoneOfItsFields() {
    String line = lines(Outcomes.of(Status.OK, Outcomes.OWNED_BY_CXL)).get(1);
    assertFalse(line.contains("\"detail\""), line);
    assertFalse(line.contains("\"why-not\""), line);
  }

  @Test
  void theSchemaRefusesAFieldThatItDoesNotName() throws IOException {
    String line = lines().get(1).replace("\"platforms\"", "\"platform\"");
    assertTrue(!schema().validate(line, InputFormat.JSON).isEmpty(), line);
  }

  @Test
  void theSummaryIsTheLastRecordAndCounts() {
    List<String> lines = lines(Outcomes.of(Status.OK, Outcomes.OWNED_BY_CXL, Outcomes.LOST));
    assertTrue(lines.get(2).startsWith("{\"kind\":\"summary\",\"platforms\":1,"), lines.get(2));
    assertTrue(lines.get(2).contains("\"lost\":1,\"size\":\"0x4000000000\""), lines.get(2));
  }

  @Test
  void aLineIsARecordWhateverTheInputHolds() {
    Outcome odd =
        new Outcome(
            "a\nb\u2028\ud83d\ude00",
            "v7.1",
            Status.OK,
            List.of(),
            "",
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of());
    assertEquals(3, lines(odd).size());
  }

  private static List<String> lines(Outcome... outcomes) {
    return Outcomes.write(JsonLinesReport::new, outcomes).lines().toList();
  }

  private static Schema schema() throws IOException {
    try (InputStream in = Outcome.class.getResourceAsStream("/memfate/schema/run.schema.json")) {
      assertTrue(in != null);
      return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
          .getSchema(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    }
  }
}
