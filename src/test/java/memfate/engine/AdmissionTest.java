package memfate.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import memfate.platform.Diagnostic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class AdmissionTest {

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "System.exit(7);                              | System",
        "Runtime.getRuntime().exec(\"id\");           | Runtime",
        "new Thread(null).start();                    | Thread",
        "new java.io.File(\"x\").delete();            | java.io.File",
        "while (true) { }                             | while",
        "for (int i = 0; ; i++) { }                   | for",
        "kcontext.getKieRuntime().halt();             | kcontext",
        "drools.halt();                               | drools",
        "\"\".getClass();                             | getClass",
        "org.kie.api.KieServices.get();               | org.kie.api.KieServices.get",
        "try { insert( 1 ); } finally { }             | try",
      })
  void refusesAConsequenceThatReachesBeyondTheVocabulary(String consequence, String word) {
    List<Diagnostic> refusals =
        refusals("rule \"r\"\nwhen\n    CurrentEvent()\nthen\n    " + consequence + "\nend\n");
    assertEquals("\"" + word + "\"", refusals.get(0).message().split(" ")[0]);
    assertEquals(5, refusals.get(0).at().line());
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "import java.util.List                        | java.util.List",
        "import memfate.engine.*                      | memfate.engine.*",
        "import static memfate.boot.Boot.run          | memfate.boot.Boot.run",
        "global Object out                            | global",
        "function void f() { }                        | function",
        "declare Foo end                              | declare",
        "query q() end                                | query",
        "dialect \"mvel\"                             | dialect",
      })
  void refusesWhatIsNoRule(String line, String word) {
    List<Diagnostic> refusals = refusals(line);
    assertEquals("\"" + word + "\"", refusals.get(0).message().split(" ")[0]);
    assertEquals(1, refusals.get(0).at().line());
  }

  @Test
  void refusesSalience() {
    assertEquals(
        "\"salience\" has no place in a rule",
        refusals("rule \"r\"\n    salience 10\nwhen\nthen\nend\n").get(0).message());
  }

  @Test
  void takesNoWordOfACommentOrAText() {
    String text =
        "/* for System */\nrule \"while for\"\nwhen\nthen // do\n insert( \"try\" );\nend\n";
    assertEquals(List.of(), refusals(text));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("ourRules")
  void takesEveryRuleOfOurs(Path file) throws IOException {
    assertEquals(List.of(), refusals(Files.readString(file)));
  }

  @Test
  void pointsAtTheWord() {
    Diagnostic refusal =
        refusals("rule \"r\"\nwhen\nthen\n    insert( System.out );\nend\n").get(0);
    assertEquals("r.drl:4:13", refusal.at().toString());
    assertEquals("    insert( System.out );", refusal.sourceLine());
    assertTrue(refusal.help().contains("rules/README.md"));
  }

  private static Stream<Path> ourRules() {
    try (Stream<Path> files = Files.walk(Path.of("rules"))) {
      return files.filter(f -> f.toString().endsWith(".drl")).sorted().toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Diagnostic> refusals(String text) {
    return Admission.refusals(new RuleSource("r.drl", text, Band.POLICY, null));
  }
}
