package memfate.packs;

import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import memfate.platform.Platform;
import memfate.platform.SourceLocation;
import org.jspecify.annotations.Nullable;

/**
 * A row of {@code match.yaml}: platforms that meet all of its conditions have its quirks.
 *
 * @param terms the conditions
 * @param quirks ids of quirks of the pack
 * @param reviewBy when somebody should look whether it still holds, or null
 * @param at where it stands
 */
public record MatchRow(
    List<Term> terms, Set<String> quirks, @Nullable LocalDate reviewBy, SourceLocation at) {

  /** Looks at a platform. */
  public RowMatch match(Platform platform) {
    return new RowMatch(this, terms.stream().map(term -> term.judge(platform)).toList());
  }
}
