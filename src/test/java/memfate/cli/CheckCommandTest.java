package memfate.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import memfate.engine.lang.Code;
import memfate.engine.lang.CodePages;
import memfate.eval.BootEvaluation;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code memfate check} on a rules folder with next to no rules. */
class CheckCommandTest {
  private static final String RULE =
      "package x\nimport memfate.facts.*\nrule \"mine: a\"\nwhen\n    %s\nthen\nend\n";

  /** Below the working directory, so that relative paths can be told. */
  private static final Path ROOT = Path.of("target", "check-command-test");

  @BeforeEach
  void policies() throws IOException {
    Files.createDirectories(ROOT.resolve("rules/lib"));
    Files.createDirectories(ROOT.resolve("rules/policies"));
    policy("rules/policies/ok", "Flag()");
    policy("fine", "Flag( name == \"\", name != \"\" )");
    policy("broken", "Flog()");
  }

  private static void policy(String folder, String condition) throws IOException {
    Path policy = Files.createDirectories(ROOT.resolve(folder));
    Files.writeString(policy.resolve("policy.yaml"), "title: t\n");
    Files.writeString(policy.resolve("a.drl"), RULE.formatted(condition));
  }

  private static Console check(String... arguments) {
    String[] all = new String[arguments.length + 3];
    all[0] = "check";
    all[1] = "--rules";
    all[2] = ROOT.resolve("rules").toString();
    System.arraycopy(arguments, 0, all, 3, arguments.length);
    return Console.run(BootEvaluation::new, all);
  }

  @Test
  void aRelativePathStaysRelative() {
    String folder = ROOT.resolve("broken").toString();
    Console console = check(folder);
    assertEquals(4, console.code());
    assertEquals("broken  " + folder + "\n", console.out());
    assertTrue(console.err().contains("--> " + folder + "/a.drl:5:5\n"), console.err());
    assertEquals(console.out(), check(folder + "/a.drl").out());
    String absolute = ROOT.resolve("broken").toAbsolutePath().toString();
    assertEquals("broken  " + absolute + "\n", check(absolute).out());
  }

  @Test
  void warningsAreToldAndFailOnDemand() {
    String folder = ROOT.resolve("fine").toString();
    Console console = check(folder);
    assertEquals(0, console.code());
    assertEquals("ok      " + folder + ": 1 rules\n", console.out());
    assertTrue(console.err().contains("warning[contradiction]: \"name\" can never be this"));
    assertTrue(console.err().contains("warning[no-case]: no case shows that the rule fires"));
    assertEquals(1, check("--fail-on", "warn", folder).code());
    assertEquals("", check("-q", folder).err());
  }

  @Test
  void aCaseInWhichTheRuleFiresIsEnough() throws IOException {
    Path cases = Files.createDirectories(ROOT.resolve("cased/cases"));
    policy("cased", "Flag()");
    Files.writeString(cases.resolve("a.yaml"), "id: a\n---\nid: b\nx-fires: [\"mine: a\"]\n");
    assertEquals("", check(ROOT.resolve("cased").toString()).err());
  }

  @Test
  void everyPolicyOfTheFolderIsChecked() {
    Console console = check();
    assertEquals("ok      ok: 1 rules\n", console.out());
    assertEquals(0, console.code());
  }

  @Test
  void jsonLinesAreThoseOfTheSchema() throws IOException {
    Schema schema = schema();
    for (String folder : List.of("broken", "fine")) {
      Console console = check("-o", "json", ROOT.resolve(folder).toString());
      assertEquals("", console.err());
      List<String> lines = console.out().lines().toList();
      for (String line : lines) {
        assertEquals(List.of(), schema.validate(line, InputFormat.JSON), line);
      }
      assertEquals("policy", kind(lines.get(0)));
      assertEquals("diagnostic", kind(lines.get(1)));
      assertEquals("summary", kind(lines.get(lines.size() - 1)));
    }
    JsonNode error =
        JsonMapper.shared()
            .readTree(
                check("-o", "json", ROOT.resolve("broken").toString())
                    .out()
                    .lines()
                    .toList()
                    .get(1));
    assertEquals("unknown-type", error.get("code").asString());
    assertEquals(5, error.get("line").asInt());
    assertEquals(5, error.get("column").asInt());
    assertEquals(4, error.get("length").asInt());
    assertEquals("    Flog()", error.get("source").asString());
    assertEquals("did you mean \"Flag\"?", error.get("help").asString());
  }

  private static String kind(String line) {
    return JsonMapper.shared().readTree(line).get("kind").asString();
  }

  private static Schema schema() throws IOException {
    try (InputStream in =
        CheckCommand.class.getResourceAsStream("/memfate/schema/check.schema.json")) {
      return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12).getSchema(in);
    }
  }

  @Test
  void explainPrintsThePageOfACode() {
    Console console = check("--explain", "Unknown-Field");
    assertEquals(0, console.code());
    assertEquals(CodePages.page("unknown-field").orElseThrow(), console.out());
  }

  @Test
  void explainOfNoCodeSaysWhichWasMeant() {
    Console console = check("--explain", "unknown-feild");
    assertEquals(2, console.code());
    assertTrue(console.err().contains("did you mean unknown-field?"), console.err());
  }

  @Test
  void listNamesEveryCode() {
    List<String> codes = check("--list").out().lines().toList();
    assertEquals(Code.values().length, codes.size());
    codes.forEach(code -> assertTrue(CodePages.page(code).isPresent(), code));
  }

  @Test
  void aPackIsCheckedByItself() throws IOException {
    Path folder = pack("fine", "Machine( arch == \"x86_64\", arch == \"arm64\" )");
    Console console = check(folder.resolve("find/a.drl").toString());
    assertEquals(0, console.code());
    assertEquals("ok      pack acme/fine: 1 rules\n", console.out());
    assertTrue(
        console.err().contains("warning[contradiction]: \"arch\" can never be this"),
        console.err());
    assertEquals(1, check("--fail-on", "warn", folder.toString()).code());
  }

  @Test
  void whatIsWrongWithAPackIsToldWhereItIs() throws IOException {
    Console rule = check(pack("misspelt", "Machin()").toString());
    assertEquals(4, rule.code());
    assertEquals("broken  pack acme/misspelt\n", rule.out());
    assertTrue(rule.err().contains("packs/misspelt/find/a.drl:6:5"), rule.err());
    Path folder = pack("rowless", "Machine()");
    Files.writeString(folder.resolve("match.yaml"), "rows: 1\n");
    Console row = check(folder.toString());
    assertEquals(4, row.code());
    assertEquals("broken  pack " + folder + "\n", row.out());
    assertTrue(row.err().contains("match.yaml:1:7"), row.err());
  }

  private static Path pack(String name, String condition) throws IOException {
    Path folder = ROOT.resolve("packs").resolve(name);
    Files.createDirectories(folder.resolve("find"));
    Files.writeString(
        folder.resolve("pack.yaml"),
        """
        id: acme/%s
        version: 1.0.0
        title: t
        vendor: acme
        license: Apache-2.0
        engine: {from: "0.1"}
        band: vendor
        quirks:
          odd: {title: t, evidence: [https://acme.example/1], effect: a remark}
        """
            .formatted(name));
    Files.writeString(
        folder.resolve("match.yaml"), "rows:\n  - {match: {arch: x86_64}, quirks: [odd]}\n");
    Files.writeString(
        folder.resolve("find/a.drl"),
        """
        package memfate.packs.acme
        import memfate.facts.*
        rule "acme/%s: a"
        when
            Quirk( id == "odd" )
            %s
            Machine( $at : at )
        then
            insert( Finding.warning("ACME-ODD", "odd", $at) );
        end
        """
            .formatted(name, condition));
    return folder;
  }
}
