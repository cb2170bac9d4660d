package memfate.packs;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import memfate.engine.Band;
import memfate.engine.PackRules;
import memfate.platform.Platform;

/**
 * A quirk pack.
 *
 * @param definition what its {@code pack.yaml} says
 * @param band precedence of its rules: as it claims, or local by its place
 * @param rows what its {@code match.yaml} says
 * @param rules its rules, not compiled yet
 * @param files all of its files
 */
public record Pack(
    PackDefinition definition, Band band, List<MatchRow> rows, PackRules rules, PackFiles files) {

  public String id() {
    return definition.id();
  }

  /** Returns the row that describes a platform most closely of those that have a quirk. */
  Optional<RowMatch> best(String quirk, Platform platform) {
    return rows.stream()
        .filter(row -> row.quirks().contains(quirk))
        .map(row -> row.match(platform))
        .filter(RowMatch::matches)
        .max(Comparator.comparingInt(RowMatch::specificity));
  }
}
