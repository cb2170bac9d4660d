package memfate.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import memfate.facts.CurrentEvent;
import memfate.facts.DriverReady;
import memfate.facts.Flag;
import org.drools.drl.ast.descr.PackageDescr;
import org.drools.drl.ast.descr.RuleDescr;
import org.junit.jupiter.api.Test;

/** What rules look at, told from their patterns. */
class RuleReadsTest {
  private static final CurrentEvent INIT = new CurrentEvent("init", "kmem");

  @Test
  void aVariableOfTheEventNarrowsWhatIsRead() {
    assertEquals(
        Set.of("DriverReady{module=kmem}"),
        read("CurrentEvent( name == \"init\", $m : subject ) DriverReady( module == $m )", INIT));
  }

  @Test
  void withoutEqualityAllOfATypeIsRead() {
    assertEquals(
        Set.of("DriverReady{}"),
        read("CurrentEvent( name == \"init\" ) DriverReady( module != \"kmem\" )", INIT));
  }

  @Test
  void aRuleOfAnotherEventReadsNothing() {
    assertEquals(Set.of(), read("CurrentEvent( name == \"walk\" ) DriverReady()", INIT));
  }

  /** It fires for the first fact only: whether there is one already makes a difference. */
  @Test
  void existsReadsTheFactsLikeTheOneThatComes() {
    assertEquals(
        Set.of("DriverReady{}", "Happened{name=boot}"),
        read("Happened( name == \"boot\" ) exists DriverReady()", new DriverReady("kmem")));
  }

  @Test
  void notReadsTheFactsLikeTheOneThatGoes() {
    assertEquals(
        Set.of("Flag{name=a}", "Happened{}"),
        read("Happened() not Flag( name == \"a\" )", new Flag("a", "")));
    assertEquals(Set.of(), read("Happened() not Flag( name == \"a\" )", new Flag("b", "")));
  }

  /** The facts that a pattern reads tell what a later one reads. */
  @Test
  void aJoinIsFollowed() {
    assertEquals(
        Set.of("Flag{name=next}", "Happened{name=later}"),
        read(
            "CurrentEvent( name == \"init\" ) Flag( name == \"next\", $s : subject )"
                + " Happened( name == $s )",
            INIT,
            new Flag("next", "later")));
  }

  @Test
  void eitherSideOfAnOrMayBeTheOne() {
    assertEquals(
        Set.of("Flag{name=a}", "Happened{}"),
        read("CurrentEvent( name == \"init\" ) ( Flag( name == \"a\" ) or Happened() )", INIT));
  }

  /** What an expression gives is not known from the facts that are read. */
  @Test
  void aVariableThatOneBranchTakesFromAnExpressionMayBeAnything() {
    assertEquals(
        Set.of("DriverReady{}", "Flag{name=a}", "Happened{}"),
        read(
            "CurrentEvent( name == \"init\" ) ( Flag( name == \"a\", $m : subject )"
                + " or Happened( $m : name + subject ) ) DriverReady( module == $m )",
            INIT,
            new Flag("a", "kmem")));
  }

  @Test
  void anIndexIsReadByItsClass() {
    assertEquals(
        Set.of("AddressRange{}", "NodeRange{}", "RangeIndex{}", "SoftReservedRange{}"),
        read(
            "CurrentEvent( name == \"init\" ) SoftReservedRange( $r : range ) $i : RangeIndex()"
                + " AddressRange() from $i.gap( NodeRange.class, $r )",
            INIT));
  }

  private static Set<String> read(String conditions, Object trigger, Object... state) {
    String text =
        "package test\nimport memfate.facts.*\nimport memfate.iomem.*\nrule \"r\"\nwhen\n"
            + conditions
            + "\nthen\nend\n";
    List<memfate.platform.Diagnostic> problems = new java.util.ArrayList<>();
    PackageDescr parsed =
        RuleParser.parse(new RuleSource("r.drl", text, Band.POLICY, null), problems);
    assertEquals(List.of(), problems);
    RuleDescr rule = java.util.Objects.requireNonNull(parsed).getRules().get(0);
    RuleReads reads = new RuleReads(java.util.Map.of("r", PatternReader.patterns(parsed, rule)));
    Function<FactKey, Collection<?>> facts =
        key -> List.of(state).stream().filter(fact -> reads.keysOf(fact).contains(key)).toList();
    Set<FactKey> keys = new HashSet<>();
    reads.collect(trigger, INIT, facts, keys);
    return keys.stream()
        .map(key -> key.type().getSimpleName() + key.values())
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
