package memfate.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import memfate.boot.Boot;
import memfate.boot.BootOptions;
import memfate.boot.Outcome;
import memfate.engine.RuleCompiler.Compilation;
import memfate.facts.CurrentEvent;
import memfate.facts.Flag;
import memfate.importer.DescriptionReader;
import memfate.platform.Platform;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.kie.api.definition.KiePackage;

/** Rules fire whatever else was added to their base, and when. */
class RuleBaseTest {

  /** Two rules share a {@code not}; a third shares what stands before it. */
  private static final String SHARING =
      """
      package test.sharing
      import memfate.facts.*

      rule "first"
      when
          CurrentEvent( name == "boot" )
          Flag( name == "here" )
          not Flag( name == "off" )
          Flag( name == "one" )
      then
          insert( new Flag("fired", "first") );
      end

      rule "second"
      when
          CurrentEvent( name == "boot" )
          Flag( name == "here" )
          not Flag( name == "off" )
          Flag( name == "two" )
      then
          insert( new Flag("fired", "second") );
      end

      rule "third"
      when
          CurrentEvent( name == "boot" )
          Flag( name == "here" )
          exists Flag( name == "off" )
          Flag( name == "one" )
      then
          insert( new Flag("fired", "third") );
      end
      """;

  private static Compilation compiled(String file, String text) {
    Compilation compilation =
        RuleCompiler.compile(List.of(new RuleSource(file, text, Band.POLICY, null)), List.of());
    assertEquals(List.of(), compilation.diagnostics());
    return compilation;
  }

  /** Rules that have nothing to do with the others; the larger package is added first. */
  private static Compilation others(int number) {
    StringBuilder text = new StringBuilder("package test.others\nimport memfate.facts.*\n");
    for (int i = 0; i < number; i++) {
      text.append(
          "rule \"other %d\"\nwhen\n    KernelModule()\n    Kconfig( name == \"%d\" )\nthen\nend\n"
              .formatted(i, i));
    }
    return compiled("others.drl", text.toString());
  }

  @ParameterizedTest(name = "beside {0} other rules")
  @ValueSource(ints = {0, 1, 2, 5, 20})
  void rulesThatShareAConditionFireBesideOthers(int number) {
    Compilation sharing = compiled("sharing.drl", SHARING);
    Compilation others = others(number);
    List<KiePackage> packages = new ArrayList<>(others.packages());
    packages.addAll(sharing.packages());
    RuleBase base =
        RuleBase.of(
            packages, sharing.rules(), new RuleReads(sharing.patterns()), sharing.sources());
    assertEquals(List.of("first", "second"), fired(base));
    RuleBase alone =
        RuleBase.of(
            others.packages(), Map.of(), new RuleReads(others.patterns()), others.sources());
    assertEquals(List.of("first", "second"), fired(alone.with(base)));
  }

  private static List<String> fired(RuleBase base) {
    try (RuleSession session = base.open(100, false)) {
      List.of("here", "one", "two").forEach(name -> session.insert(new Flag(name, "")));
      session.fire();
      session.insert(new CurrentEvent("boot", ""));
      session.fire();
      return session.facts(Flag.class).stream()
          .filter(flag -> flag.name().equals("fired"))
          .map(Flag::subject)
          .sorted()
          .toList();
    }
  }

  /** The same rules, whatever the order in which their packages come. */
  @Test
  void theOrderOfPackagesMakesNoDifference() {
    Policy policy = new PolicyLibrary(Path.of("rules")).policy("v7.1");
    Platform platform =
        new DescriptionReader()
            .read(Path.of("inputs/examples/01-cxl-owns.yaml"))
            .platforms()
            .get(0);
    String expected = told(policy, platform);
    for (int seed = 1; seed <= 3; seed++) {
      List<KiePackage> packages = new ArrayList<>(policy.base().packages());
      Collections.shuffle(packages, new Random(seed));
      RuleBase one = RuleBase.of(packages.subList(0, 1), Map.of(), policy.base().reads(), Map.of());
      packages.subList(1, packages.size()).forEach(more -> one.base().addPackages(List.of(more)));
      RuleBase shuffled =
          new RuleBase(
              one.base(),
              packages,
              policy.base().rules(),
              policy.base().reads(),
              policy.base().sources());
      assertEquals(expected, told(policy.withQuirks(shuffled, null, ""), platform));
    }
  }

  private static String told(Policy policy, Platform platform) {
    Outcome outcome = new Boot(policy, BootOptions.DEFAULT.withTracing()).run(platform);
    return outcome.trace().stream()
        .map(
            event ->
                event.event()
                    + event.firings().stream().map(f -> f.rule().name()).sorted().toList())
        .collect(Collectors.joining("\n"));
  }
}
