package memfate.packs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import memfate.platform.Diagnostic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rules of packs that are refused, with file and line, before any platform meets them. */
class PackRulesTest {
  private static final String THEN =
      """
      $event : CurrentEvent( name == "boot" )
      then
          %s
      """;

  @TempDir private Path packs;

  private List<Diagnostic> problems(PackFolder pack) {
    PackLibrary library = PackFolder.open(QuirkSwitches.NONE, pack.path());
    return library.check(library.packs().get(0));
  }

  private PackFolder pack() {
    return PackFolder.of(packs, "a/b");
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "find | insert( new Flag(\"odd\", \"\") ); | of stage find inserts Flag",
        "find | insert( Decision.skip(null, \"\") ); | of stage find inserts Decision",
        "decide | insert( Finding.info(\"A\", \"b\", null) ); | of stage decide inserts Finding",
        "order | insert( Event.at(1, \"a\", \"b\") ); | of stage order inserts Event",
        "normalise | insert( new Crash(\"dead\") ); | of stage normalise inserts Crash",
        "find | delete( $event ); | takes facts back by delete()"
      })
  void aConsequenceStaysInItsStage(String stage, String consequence, String why) {
    List<Diagnostic> problems =
        problems(pack().rule(stage, "reaches out", THEN.formatted(consequence)));
    assertEquals("rule \"a/b: reaches out\" " + why, problems.get(0).message());
    assertTrue(problems.get(0).at().line() >= 8, problems.get(0).at().toString());
    assertTrue(problems.get(0).at().file().endsWith("a/b/%s/reaches out.drl".formatted(stage)));
  }

  @Test
  void aRuleWithoutAQuirkIsRefused() {
    assertEquals(
        "rule \"a/b: free\" is tied to no quirk",
        problems(
                pack()
                    .write(
                        "find/free.drl",
                        """
                        package p
                        import memfate.facts.*
                        rule "a/b: free"
                        when
                            CurrentEvent( name == "boot" )
                        then
                        end
                        """))
            .get(0)
            .message());
  }

  @Test
  void aRuleOfAnotherPacksQuirkIsRefused() {
    PackFolder pack = pack();
    pack.write("find/x.drl", rule("a/b: x", "Quirk( id == \"even\" )"));
    assertEquals(
        "rule \"a/b: x\" is tied to quirk \"even\", which pack.yaml does not have",
        problems(pack).get(0).message());
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = ';',
      value = {
        "Quirk() ; names its quirk by more than its id",
        "Quirk( id != \"odd\" ) ; names its quirk by more than its id",
        "Quirk( id == \"odd\" || pack == \"c/d\" ) ; names its quirk by more than its id",
        "Quirk( id == \"odd\" ) Quirk( id == \"odd\" ) ; is tied to several quirks",
        "not Quirk( id == \"odd\" ) ; is tied to no quirk"
      })
  void aTieIsOneIdAndNothingElse(String pattern, String why) {
    assertEquals(
        "rule \"a/b: x\" " + why,
        problems(pack().write("find/x.drl", rule("a/b: x", pattern))).get(0).message());
  }

  @Test
  void aNameOfAnotherPackIsRefused() {
    assertEquals(
        "rule \"v7.1: x\" does not begin with the id of its pack",
        problems(pack().write("find/x.drl", rule("v7.1: x", "Quirk( id == \"odd\" )")))
            .get(0)
            .message());
  }

  private static String rule(String name, String pattern) {
    return """
        package p
        import memfate.facts.*
        rule "%s"
        when
            %s
        then
        end
        """
        .formatted(name, pattern);
  }
}
