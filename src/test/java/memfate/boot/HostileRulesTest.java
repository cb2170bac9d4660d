package memfate.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import memfate.engine.PolicyLibrary;
import memfate.platform.Diagnostic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rules that compile and still do harm: the boot ends, and says which rule it was. */
class HostileRulesTest {
  private static final String NEVER_STOPS =
      """
      rule "never stops booting"
      when
          CurrentEvent( $subject : subject )
      then
          insert( Event.at(Rank.NOW, "nobody", "again", $subject + "x") );
      end
      """;

  private static final int FIRINGS = 20_000;

  @TempDir Path rules;

  /** Boots an example under v7.1 with one more rule file, whose first rule starts in line 5. */
  private Outcome boot(String rule) throws IOException {
    return boot(rule, false);
  }

  private Outcome boot(String rule, boolean tracing) throws IOException {
    Path policy = Files.createDirectories(rules.resolve("mine"));
    Files.writeString(policy.resolve("policy.yaml"), "title: hostile\nbased-on: v7.1\n");
    Files.writeString(
        policy.resolve("a.drl"), "package x.test\n\nimport memfate.facts.*\n\n" + rule);
    PolicyLibrary library = new PolicyLibrary(Path.of("rules"));
    return new Boot(
            library.policy(policy.toString()), new BootOptions("", FIRINGS, Map.of(), tracing))
        .run(Described.example("02-no-region-hmem-takes-over.yaml"));
  }

  private Diagnostic diagnostic(Outcome outcome) {
    assertEquals(1, outcome.diagnostics().size(), outcome.diagnostics().toString());
    return outcome.diagnostics().get(0);
  }

  private String place(int line) {
    return rules.resolve("mine").resolve("a.drl") + ":" + line;
  }

  @Test
  void aRuleThatFeedsItselfEndsInconclusive() throws IOException {
    Outcome outcome =
        boot(
            """
            rule "counts for ever"
            when
                $flag : Flag( name == "n", $n : subject )
            then
                insert( new Flag("n", $n + "1") );
                delete( $flag );
            end

            rule "begins to count"
            when
                CurrentEvent( name == "boot" )
            then
                insert( new Flag("n", "") );
            end
            """);
    assertEquals(Outcome.Status.INCONCLUSIVE, outcome.status());
    assertEquals(place(5), diagnostic(outcome).at().toString());
    assertTrue(diagnostic(outcome).message().contains("\"counts for ever\" fired"));
  }

  private static int recorded(Outcome outcome) {
    return outcome.trace().stream().mapToInt(event -> event.firings().size()).sum();
  }

  @Test
  void ofARuleThatFiresForEverNoMoreIsRecordedThanFitsInMemory() throws IOException {
    Outcome outcome = boot(NEVER_STOPS, true);
    assertEquals(Outcome.Status.INCONCLUSIVE, outcome.status());
    assertTrue(diagnostic(outcome).message().contains("\"never stops booting\" fired"));
    assertTrue(recorded(outcome) <= FIRINGS / 2, () -> "recorded " + recorded(outcome));
  }

  @Test
  void whatIsMissingOfALongRecordIsSaid() throws IOException {
    String pairs =
        """
        rule "counts"
        when
            Flag( name == "n", $n : subject, subject.length() < 125 )
        then
            insert( new Flag("n", $n + "1") );
        end

        rule "pairs"
        when
            Flag( name == "n" )
            Flag( name == "n" )
        then
        end

        rule "begins to count"
        when
            CurrentEvent( name == "boot" )
        then
            insert( new Flag("n", "") );
        end
        """;
    Outcome outcome = boot(pairs, true);
    assertEquals(Outcome.Status.OK, outcome.status());
    assertEquals(10_000, recorded(outcome));
    String message = diagnostic(outcome).message();
    assertTrue(message.matches("not all firings .* are missing, \\d{4} in number"), message);
    Outcome untraced = boot(pairs);
    assertEquals(Outcome.Status.OK, untraced.status());
    assertEquals(List.of(), untraced.diagnostics());
    assertEquals(untraced.ranges(), outcome.ranges());
  }

  @Test
  void aRuleThatSchedulesEverNewEventsEndsInconclusive() throws IOException {
    Outcome outcome = boot(NEVER_STOPS);
    assertEquals(Outcome.Status.INCONCLUSIVE, outcome.status());
    assertTrue(diagnostic(outcome).message().contains("\"never stops booting\" fired"));
  }

  @Test
  void aConsequenceThatThrowsIsNamedWithItsPlace() throws IOException {
    Outcome outcome =
        boot(
            """
            rule "divides by zero"
            when
                CurrentEvent( name == "hmem-walk", $name : subject )
            then
                insert( new Flag("", "" + 1 / $name.length()) );
            end
            """);
    assertEquals(Outcome.Status.UNSUPPORTED, outcome.status());
    assertEquals(place(5), diagnostic(outcome).at().toString());
    assertTrue(diagnostic(outcome).message().contains("rule \"divides by zero\""));
    assertTrue(diagnostic(outcome).message().contains("ArithmeticException"));
  }

  @Test
  void aConditionThatThrowsIsNamedNotTheRuleThatFiredBefore() throws IOException {
    Outcome outcome =
        boot(
            """
            rule "asks nobody"
            when
                CurrentEvent( name == "hmem-walk", name.substring(100) == "x" )
            then
            end
            """);
    assertEquals(Outcome.Status.UNSUPPORTED, outcome.status());
    assertTrue(
        diagnostic(outcome).message().startsWith("rule \"asks nobody\" failed"),
        diagnostic(outcome).toString());
    assertEquals(place(5), diagnostic(outcome).at().toString());
  }

  @Test
  void rulesOfOneBandThatDisagreeAreBothNamedWithTheirPlaces() throws IOException {
    Outcome outcome =
        boot(
            """
            rule "says skip"
            when
                CurrentEvent( name == "hmem-walk" )
                HmemUnit( $range : range )
            then
                insert( Decision.skip($range, "I say so") );
            end
            """);
    String message = outcome.diagnostics().get(0).message();
    assertTrue(message.contains("rule \"says skip\" (" + place(5) + ") says skip"), message);
    assertTrue(message.contains("(rules/policies/v7.1/first-walk.drl:"), message);
    assertTrue(message.contains("says defer"), message);
  }
}
