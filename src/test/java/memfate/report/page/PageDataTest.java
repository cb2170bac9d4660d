package memfate.report.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import memfate.platform.Diagnostic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class PageDataTest {
  private static final String RUN = "{'kind':'run','schema':'memfate-run/1','version':'1'}\n";
  private static final String SUMMARY = "{'kind':'summary'}\n";
  private static final String FATE =
      "{'start':'0x1000','end':'0x1fff','owner':'hmem','usable':'0x800'}";

  @Test
  void aRowHasWhatTablesNeed() throws Exception {
    JsonNode row = index(read(RUN + platform("a", FATE) + SUMMARY)).path("rows").get(0);
    assertEquals(
        "[0,0,'a','v7.1','a.yaml',3,'ok','dependent','1000','800',0,['CODE'],2,0,"
            + "['1000','1fff','hmem','800'],'acme','7.1']",
        row.toString().replace('"', '\''));
  }

  @Test
  void recordsArePackedAsTheyAre() throws Exception {
    String record = platform("a", FATE).strip();
    PageData data = read(RUN + record + "\n" + SUMMARY).data();
    assertEquals("[" + record.replace('\'', '"') + "]", unpacked(data.chunks().get(0)));
  }

  @Test
  void theRecordsOfAPlatformShareOneAxis() throws Exception {
    String other = FATE.replace("0x1fff", "0x2fff");
    PageData data =
        read(RUN + platform("a", FATE) + platform("b", FATE) + platform("a", other) + SUMMARY)
            .data();
    JsonNode axes = JsonMapper.shared().readTree(unpacked(data.axes().get(0)));
    assertEquals(axes.get(0), axes.get(2));
    assertEquals("2fff", axes.get(0).get(1).get(1).asString());
    assertEquals("1fff", axes.get(1).get(0).get(1).asString());
  }

  @Test
  void nothingOfTheDataIsMarkup() throws Exception {
    String name = "</script><!--<img src=x>&amp;";
    PageDataReader reader = read(RUN + platform(name, FATE) + SUMMARY);
    StringWriter page = new StringWriter();
    Page.write(reader.data(), page);
    assertEquals(name, index(reader).path("rows").get(0).get(2).asString());
    assertFalse(page.toString().contains("<img"), "markup of a name stands in the page");
    assertEquals(1, page.toString().split("<!--", -1).length, "a comment stands in the page");
  }

  @Test
  void thePolicyNamesTheVeryScriptAndStyleOfThePage() throws Exception {
    StringWriter written = new StringWriter();
    Page.write(read(RUN + platform("a", FATE) + SUMMARY).data(), written);
    String page = written.toString();
    assertEquals(
        List.of(hash(between(page, "<script>", "</script>"))), policies(page, "script-src"));
    assertEquals(List.of(hash(between(page, "<style>", "</style>"))), policies(page, "style-src"));
    assertTrue(page.contains("content=\"default-src 'none';"));
    assertFalse(page.contains("unsafe"), "unsafe-inline or the like");
    assertFalse(page.contains("style=\""), "a style that the policy forbids");
  }

  @Test
  void equalRunsGiveEqualPages() throws Exception {
    String run = RUN + platform("a", FATE) + platform("b", FATE) + SUMMARY;
    assertEquals(read(run).data(), read(run).data());
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "nothing | the file is empty",
        "no summary | the run is torn",
        "no run | a run begins with a run record",
        "no json | the record cannot be read",
        "bad address | 'start' of a range is no number of 64 bits in hex",
        "wide address | 'end' of a range is no number of 64 bits in hex",
      })
  void whatIsWrongIsSaidWithItsLine(String what, String message) throws Exception {
    String text =
        switch (what) {
          case "nothing" -> "";
          case "no summary" -> RUN + platform("a", FATE);
          case "no run" -> platform("a", FATE);
          case "no json" -> RUN + "{'kind':\n";
          case "bad address" -> RUN + platform("a", FATE.replace("0x1000", "4096"));
          default -> RUN + platform("a", FATE.replace("0x1fff", "0x1ffffffffffffffff"));
        };
    List<Diagnostic> problems = read(text).problems();
    assertEquals(1, problems.size());
    assertTrue(problems.get(0).message().contains(message), problems.toString());
    assertEquals("run.jsonl", problems.get(0).at().file());
  }

  @Test
  void aPageThatNoBrowserOpensIsRefused() {
    PageDataReader small = new PageDataReader(1 << 10);
    String many = RUN + platform("a", FATE).repeat(2000) + SUMMARY;
    PageDataReader.TooLarge refused =
        assertThrows(PageDataReader.TooLarge.class, () -> read(small, many).data());
    assertEquals(
        "the page would have more than 1 KiB: take fewer platforms, or leave out --detail",
        refused.getMessage());
  }

  private static String platform(String id, String ranges) {
    return ("{'kind':'platform','id':'%s','policy':'v7.1','input':{'path':'a.yaml','line':3},"
            + "'machine':{'arch':'x86_64','vendor':'acme'},'kernel':{'version':'7.1'},"
            + "'status':'ok','ranges':[%s],'iomem':'','order':{'verdict':'dependent'},"
            + "'findings':[{'code':'CODE','severity':'warning'},"
            + "{'code':'SILENT','severity':'error','suppressed':'known'}]}\n")
        .formatted(id, ranges);
  }

  private static PageDataReader read(String text) throws Exception {
    return read(new PageDataReader(), text);
  }

  private static PageDataReader read(PageDataReader reader, String text) throws Exception {
    reader.read("run.jsonl", new BufferedReader(new StringReader(text.replace('\'', '"'))));
    return reader;
  }

  private static JsonNode index(PageDataReader reader) throws Exception {
    return JsonMapper.shared().readTree(reader.data().index());
  }

  private static String unpacked(String packed) throws IOException {
    byte[] bytes = Base64.getDecoder().decode(packed);
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static String between(String page, String from, String to) {
    int start = page.indexOf(from) + from.length();
    return page.substring(start, page.indexOf(to, start));
  }

  private static String hash(String text) throws NoSuchAlgorithmException {
    byte[] digest =
        MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    return "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
  }

  private static List<String> policies(String page, String directive) {
    Matcher policy = Pattern.compile(directive + " ([^;]*);").matcher(page);
    return policy.results().map(found -> found.group(1)).toList();
  }
}
