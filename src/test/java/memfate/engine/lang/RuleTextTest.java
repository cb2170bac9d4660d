package memfate.engine.lang;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import memfate.platform.Diagnostic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RuleTextTest {
  private static final String HEAD =
      "package x\nimport memfate.facts.*\nimport memfate.iomem.*\nrule \"r\"\nwhen\n    ";

  private static List<Diagnostic> errors(String text) {
    return RuleText.read("r.drl", text).errors();
  }

  private static List<Diagnostic> errorsOf(String conditions, String consequence) {
    return errors(HEAD + conditions + "\nthen\n    " + consequence + "\nend\n");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("ourRules")
  void takesEveryRuleOfOursWithoutAWord(Path file) throws IOException {
    RuleText text = RuleText.read(file.toString(), Files.readString(file));
    assertEquals(List.of(), text.errors());
    assertEquals(List.of(), text.warnings());
  }

  private static Stream<Path> ourRules() throws IOException {
    try (Stream<Path> rules = Files.walk(Path.of("rules"));
        Stream<Path> tests = Files.walk(Path.of("src/test/resources/policies"))) {
      return Stream.concat(rules, tests)
          .filter(file -> file.toString().endsWith(".drl"))
          .sorted()
          .toList()
          .stream();
    }
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "CurrentEvent( name == \"a\" || == \"b\", $s : subject )",
        "not ( Flag( name == \"a\" ) and Flag( name == \"b\" ) )",
        "( Flag( name == \"a\", $s : subject ) or Flag( name == \"b\", $s : subject ) )",
        "forall( Flag( name == \"a\" ) Flag( subject != \"\" ) )",
        "KernelModule( position in (1, 2), name not in (\"a\", \"b\"), name matches \"cxl_.*\" )",
        "FixedWindow( restrictions contains \"type2\", restrictions not contains \"type3\" )",
        "$index : RangeIndex() SratRange( $r : range ) from $index.at( SratRange.class, 4096 )",
        "accumulate( Flag( $n : name ); $count : count(), $all : collectSet($n); $count > 1 )",
        "Overlaps( flags == (ResourceFlags.MEM | ResourceFlags.BUSY), range.size() % 2 == 0 )",
        "CxlRegion( !committed(), $r : range, $end : range.end() + 1 )",
      })
  void takesWhatTheManualLists(String condition) {
    assertEquals(List.of(), errorsOf(condition, "insert( new Flag(\"x\", \"\") );"));
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "insert( new Flag(\"a\", $n.length() > 1 ? $n : \"b\") );",
        "insert( Finding.info(\"X\", \"0x\" + Long.toHexString(1), $e.at()).losing(-1) );",
        "insert( new LogLine(null, \"a\" + 1 + -2 * 3, 0) ); delete( $e );",
        "insert( Event.at(Rank.WORK + 1, \"a\", \"b\") );",
      })
  void takesConsequencesThatStateFacts(String consequence) {
    assertEquals(List.of(), errorsOf("$e : BootStep( $n : verb )", consequence));
  }

  @Test
  void blanksCommentsAndKeepsEveryTokenInItsPlace() {
    String text = "package x // one\n/* two\n */ rule \"/* r */\" when then end\n";
    String plain = RuleText.read("r.drl", text).plain();
    assertEquals(text.length(), plain.length());
    assertEquals("package x       \n      \n    rule \"/* r */\" when then end\n", plain);
  }

  @Test
  void goesOnAtTheNextRuleAfterAnError() {
    List<Diagnostic> errors =
        errors(
            HEAD
                + "Flag( name == \"a\"\nthen\nend\n"
                + "rule \"s\"\nwhen\n    Flog()\nthen\nend\n"
                + "rule \"t\"\nwhen\n    Flag()\nthen\n    halt();\nend\n");
    assertEquals(
        List.of("syntax", "unknown-type", "statement"),
        errors.stream().map(Diagnostic::code).toList());
    assertEquals(
        List.of("r.drl:6:22", "r.drl:11:5", "r.drl:18:5"),
        errors.stream().map(e -> e.at().toString()).toList());
  }

  @Test
  void saysOnceThatATypeIsUnknown() {
    List<Diagnostic> errors =
        errorsOf("$f : Flog( name == 1, $n : foo.bar() )", "insert( $f.in($n) );");
    assertEquals(List.of("unknown-type"), errors.stream().map(Diagnostic::code).toList());
    assertEquals("did you mean \"Flag\"?", errors.get(0).help());
  }

  @Test
  void refusesWhatHidesBehindAnUnknownType() {
    List<Diagnostic> errors = errorsOf("Flog( System.exit(7) == null, x.getClass() != null )", "");
    assertEquals(
        List.of("unknown-type", "foreign-type", "foreign-method"),
        errors.stream().map(Diagnostic::code).toList());
  }

  @Test
  void marksTheWord() {
    Diagnostic error = errorsOf("Flag( nane == \"x\" )", "").get(0);
    assertEquals("r.drl:6:11", error.at().toString());
    assertEquals(4, error.length());
    assertEquals("    Flag( nane == \"x\" )", error.sourceLine());
    assertEquals("did you mean \"name\"?", error.help());
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "region[0-9]+|dax[0-9]+[.][0-9]+, true",
    "(?:a|b)c*, true",
    "(a+)+, false",
    "((a+)b)*, false",
    "(a|aa)+, false",
    ".*.*.*.*x, false",
    "(.*|x)(.*|x)(.*|x)(.*|x)y, false",
    "(a)\\1, false",
    "(?=a)b, false",
    "'a{1000}', false",
    "[, false",
  })
  void tellsExpressionsThatEndSoonFromOthers(String expression, boolean taken) {
    assertEquals(taken, RegularExpression.refusal(expression) == null);
  }

  @Test
  void everyCodeHasAPageThatSaysWhatToAvoidWhatToPreferAndWhy() {
    for (Code code : Code.values()) {
      String page = CodePages.page(code.id()).orElseThrow();
      assertTrue(page.startsWith("# " + code.id() + "\n"), code.id());
      for (String part : List.of("## Avoid", "## Prefer", "## Why")) {
        assertTrue(page.contains("\n" + part + "\n"), code.id() + ": " + part);
      }
    }
    assertNull(CodePages.page("no-such-code").orElse(null));
  }

  @Test
  void noFactIsNamedLikeATypeThatEveryRuleSees() {
    assertEquals(
        List.of(), Vocabulary.typeNames().stream().filter(RuleTextTest::isInJavaLang).toList());
  }

  /** Rules name types without their packages: one of two would be another for the compiler. */
  @Test
  void noFactIsNamedLikeAnotherTypeOfTheImportedPackages() throws IOException {
    List<String> values =
        List.of("AddressRange", "ByteCount", "Intersection", "ResourceDescriptor", "ResourceFlags");
    try (Stream<Path> files = Files.list(Path.of("src/main/java/memfate/iomem"))) {
      assertEquals(
          values,
          files
              .map(file -> file.getFileName().toString().replace(".java", ""))
              .filter(Vocabulary.typeNames()::contains)
              .sorted()
              .toList());
    }
  }

  @Test
  void theManualListsWhatRulesMayCallOfTheJavaPlatform() throws IOException {
    String manual = Files.readString(Path.of("rules/README.md"));
    String section =
        manual.substring(manual.indexOf("Of the Java platform a rule may call:"))
            .split("\n\n", 3)[1];
    Set<String> listed =
        Pattern.compile("`(?:[A-Z]\\w+\\.)?([a-z]\\w*)`")
            .matcher(section)
            .results()
            .map(name -> name.group(1))
            .collect(Collectors.toSet());
    assertEquals(Vocabulary.platformMethods(), listed);
  }

  @Test
  void noRuleIsInAPackageOfALibrary() throws IOException {
    int jars = 0;
    for (String entry : System.getProperty("java.class.path").split(java.io.File.pathSeparator)) {
      if (!entry.endsWith(".jar") || entry.contains("surefire") || entry.contains("junit")) {
        continue;
      }
      try (java.util.jar.JarFile jar = new java.util.jar.JarFile(entry)) {
        jars++;
        jar.stream()
            .map(file -> file.getName())
            .filter(name -> name.endsWith(".class") && name.contains("/"))
            .map(name -> name.substring(0, name.indexOf('/')))
            .filter(root -> !root.equals("META-INF") && !root.equals("memfate"))
            .distinct()
            .forEach(root -> assertTrue(FileParser.TAKEN_PACKAGES.contains(root), root));
      }
    }
    assertTrue(jars > 10, "jars of the class path: " + jars);
  }

  private static boolean isInJavaLang(String name) {
    try {
      Class.forName("java.lang." + name);
      return true;
    } catch (ClassNotFoundException e) {
      return false;
    }
  }
}
