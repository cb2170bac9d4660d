package memfate.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import memfate.engine.lang.RuleText;
import org.drools.drl.ast.descr.PackageDescr;
import org.drools.drl.parser.DrlParser;
import org.drools.drl.parser.DroolsParserException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.kie.internal.builder.conf.LanguageLevelOption;

/** Should the language of rules overlook something, what Drools read gives it away. */
class AdmissionTest {
  private static final String RULE = "\nrule \"r\"\nwhen\nthen\nend\n";
  private static final List<String> PARTS = List.of("rule r", "then ");

  private static PackageDescr parsed(String text) throws DroolsParserException {
    return new DrlParser(LanguageLevelOption.DRL6).parse(false, text);
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "function void f() { }",
        "global Object out",
        "declare Foo end",
        "declare enum Foo A; end",
        "import function a.B.c",
        "import accumulate a.B c",
        "dialect \"mvel\"",
        "query \"q\"() end",
        "rule \"hidden\" when then end",
      })
  void refusesWhatOnlyDroolsReads(String hidden) throws DroolsParserException {
    List<String> differences = Admission.differences(parsed("package x\n" + hidden + RULE), PARTS);
    assertTrue(differences.get(0).startsWith("the file is read in two ways"), hidden);
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"salience 1", "@Foo( 1 )", "no-loop true", "extends \"s\""})
  void refusesWhatOnlyDroolsReadsAtARule(String hidden) throws DroolsParserException {
    String text = "package x\nrule \"r\" " + hidden + "\nwhen\nthen\nend\n";
    assertEquals(1, Admission.differences(parsed(text), PARTS).size());
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "Flag( name == \"b\" )",
        "Flog( name == \"a\" )",
        "Flag( name == \"a\", subject == \"\" )",
        "Flag( name == \"a\" ) from $x",
        "Flag( name == \"a\" ) from entry-point \"x\"",
        "Flag( name == \"a\" ) over window:time( 1s )",
        "Flag( name == \"a\" ) eval( true )",
        "Flag( name == \"a\" ) Flag()",
        "Flag() from collect( Flag( name == \"a\" ) )",
      })
  void refusesAConditionThatDroolsReadsOtherwise(String condition) throws DroolsParserException {
    String text = "package x\nrule \"r\" when %s then a(); end\n";
    List<String> parts = List.of("rule r", "pattern Flag", "constraint name==\"a\"", "then a();");
    PackageDescr alike = parsed(text.formatted("Flag( name == \"a\" )"));
    assertEquals(List.of(), Admission.differences(alike, parts));
    assertFalse(Admission.differences(parsed(text.formatted(condition)), parts).isEmpty());
  }

  @Test
  void refusesAConsequenceThatDroolsReadsOtherwise() throws DroolsParserException {
    String text = "package x\nrule \"r\" when then b(); end\n";
    assertFalse(Admission.differences(parsed(text), List.of("rule r", "then a();")).isEmpty());
  }

  @Test
  void takesWhatBothReadAlike() throws DroolsParserException {
    String text = "package x\n/* rule \"s\" */" + RULE;
    RuleText read = RuleText.read("r.drl", text);
    assertEquals(List.of(), read.errors());
    assertEquals(List.of(), Admission.differences(parsed(read.plain()), read.parts()));
  }
}
