package memfate.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import memfate.engine.PolicyLibrary;
import memfate.platform.Platform;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A trace shows what let each rule fire: what it matched, what existed, what was absent. */
class WhyTest {
  @TempDir Path rules;

  private static List<Outcome.MatchedFact> facts(Outcome outcome, String rule, String quantifier) {
    Outcome.Firing firing =
        outcome.trace().stream()
            .flatMap(event -> event.firings().stream())
            .filter(f -> f.rule().name().equals(rule))
            .findFirst()
            .orElseThrow(() -> new AssertionError("rule \"" + rule + "\" did not fire"));
    return firing.facts().stream().filter(f -> f.quantifier().equals(quantifier)).toList();
  }

  private static List<String> texts(Outcome outcome, String rule, String quantifier) {
    return facts(outcome, rule, quantifier).stream().map(Outcome.MatchedFact::text).toList();
  }

  private static Outcome trace(String example) {
    return new Boot(Described.POLICIES.policy("v7.1"), BootOptions.DEFAULT.withTracing())
        .run(Described.example(example));
  }

  private Outcome traceWith(String conditions) throws IOException {
    Path policy = Files.createDirectories(rules.resolve("mine"));
    Files.writeString(policy.resolve("policy.yaml"), "title: why\nbased-on: v7.1\n");
    Files.writeString(
        policy.resolve("a.drl"),
        """
        package x.test

        import memfate.facts.*

        rule "why"
        when
        %s
        then
        end
        """
            .formatted(conditions));
    PolicyLibrary library = new PolicyLibrary(Path.of("rules"));
    Platform platform = Described.example("01-cxl-owns.yaml");
    return new Boot(library.policy(policy.toString()), BootOptions.DEFAULT.withTracing())
        .run(platform);
  }

  @Test
  void aClaimShowsTheRegionThatExists() {
    List<String> existing =
        texts(
            trace("01-cxl-owns.yaml"),
            "v7.1: CXL claims a range that one committed region contains",
            "exists");
    assertEquals(1, existing.size(), existing.toString());
    assertTrue(existing.get(0).startsWith("CxlRegion(name region0"), existing.toString());
  }

  @Test
  void aRegistrationShowsTheRegionThatIsMissing() {
    List<String> missing =
        texts(
            trace("02-no-region-hmem-takes-over.yaml"),
            "v7.1: a Soft Reserved range that CXL did not claim is registered",
            "not");
    assertEquals(
        List.of("CxlRegion( committed() ) from $index.containing( CxlRegion.class, $range )"),
        missing);
  }

  @Test
  void aMatchedFactHasItsInputLine() {
    List<Outcome.MatchedFact> matched =
        facts(
            trace("01-cxl-owns.yaml"),
            "firmware: a Soft Reserved entry of the memory map has a fate",
            "");
    assertTrue(matched.stream().anyMatch(f -> f.at().line() > 0), matched.toString());
  }

  @Test
  void existsFromAnIndexShowsItsFact() throws IOException {
    Outcome outcome =
        traceWith(
            """
                CurrentEvent( name == "deferred-work" )
                HmemUnit( $range : range )
                $index : RangeIndex()
                exists CxlRegion() from $index.containing( CxlRegion.class, $range )
            """);
    assertEquals(1, texts(outcome, "why", "exists").size(), outcome.trace().toString());
  }

  @Test
  void existsAfterNotShowsItsFact() throws IOException {
    Outcome outcome =
        traceWith(
            """
                CurrentEvent( name == "deferred-work" )
                not Flag( name == "nosuch" )
                exists DriverReady( module == "cxl_acpi" )
            """);
    assertEquals(List.of("DriverReady(module cxl_acpi)"), texts(outcome, "why", "exists"));
    assertEquals(List.of("Flag( name == \"nosuch\" )"), texts(outcome, "why", "not"));
  }

  @Test
  void severalExistsShowTheirFactsInOrder() throws IOException {
    Outcome outcome =
        traceWith(
            """
                CurrentEvent( name == "deferred-work" )
                exists DriverReady( module == "cxl_mem" )
                exists DriverReady( module == "cxl_acpi" )
                Machine()
            """);
    assertEquals(
        List.of("DriverReady(module cxl_mem)", "DriverReady(module cxl_acpi)"),
        texts(outcome, "why", "exists"));
  }
}
