package memfate.packs;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import memfate.engine.PackRules;
import memfate.facts.Quirk;
import memfate.platform.SourceLocation;
import org.jspecify.annotations.Nullable;

/**
 * The quirks of a platform.
 *
 * @param active those in force, the strongest first
 * @param left those that a row has and that are not in force, with the reason
 * @param nearMisses rows of which the platform meets all conditions but one, and at least two
 */
public record Selection(List<Applied> active, List<Left> left, List<Missed> nearMisses) {

  /**
   * A quirk that a platform has.
   *
   * @param match the row that says so; null when the command line does
   */
  public record Applied(Pack pack, QuirkDefinition quirk, @Nullable RowMatch match) {

    /** Returns how closely the row describes the platform, 0 without a row. */
    public int specificity() {
      return match == null ? 0 : match.specificity();
    }

    /** Returns its whole name. */
    public String name() {
      return pack.id() + ":" + quirk.id();
    }

    /** Returns where it is said that the platform has it. */
    public SourceLocation at() {
      return match == null ? quirk.at() : match.row().at();
    }

    Quirk fact() {
      return new Quirk(quirk.id(), pack.id(), specificity(), at());
    }
  }

  /** A quirk that is not in force, and why. */
  public record Left(Applied quirk, String why) {}

  /** A row that does not match by one condition. */
  public record Missed(Pack pack, RowMatch match) {}

  /** Returns the quirks as facts. */
  public List<Quirk> facts() {
    return active.stream().map(Applied::fact).toList();
  }

  /** Returns the rules of the quirks in force, by pack. */
  public List<PackRules> rules() {
    Map<Pack, Set<String>> quirks = new LinkedHashMap<>();
    active.stream()
        .sorted(java.util.Comparator.comparing(Applied::name))
        .forEach(a -> quirks.computeIfAbsent(a.pack(), p -> new TreeSet<>()).add(a.quirk().id()));
    List<PackRules> rules = new ArrayList<>();
    quirks.forEach((pack, ids) -> rules.add(pack.rules().only(ids)));
    return List.copyOf(rules);
  }

  /** Returns the same without a pack, whose rules turned out to be broken. */
  public Selection without(Set<String> packs) {
    return new Selection(
        active.stream().filter(a -> !packs.contains(a.pack().id())).toList(), left, nearMisses);
  }
}
