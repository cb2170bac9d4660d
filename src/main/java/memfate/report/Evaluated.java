package memfate.report;

import java.util.List;
import memfate.boot.Exploration;
import memfate.boot.Judgement;
import memfate.boot.Outcome;
import memfate.platform.Platform;
import org.jspecify.annotations.Nullable;

/**
 * One description under one policy.
 *
 * @param input where the description stands
 * @param platform what it describes; null when it could not be read
 * @param outcome what became of it
 * @param exploration what its other orders end with; null when one order was run
 * @param judgements what the invariants say, one for each reading of unknown tables; empty when
 *     they were not asked
 * @param detail what a page shows of it beyond this; null when it was not asked for
 */
public record Evaluated(
    Input input,
    @Nullable Platform platform,
    Outcome outcome,
    @Nullable Exploration exploration,
    List<Judgement> judgements,
    @Nullable Detail detail) {

  /** What became of a description in one order. */
  public Evaluated(Input input, @Nullable Platform platform, Outcome outcome) {
    this(input, platform, outcome, null, List.of(), null);
  }

  /** Returns the title of the description, or nothing. */
  public String title() {
    return platform == null ? "" : platform.title();
  }

  /** Returns the same with what its other orders end with. */
  public Evaluated with(Exploration explored) {
    return new Evaluated(input, platform, outcome, explored, judgements, detail);
  }

  /** Returns the same with what the invariants say. */
  public Evaluated with(List<Judgement> judged) {
    return new Evaluated(input, platform, outcome, exploration, judged, detail);
  }

  /** Returns the same with more to show. */
  public Evaluated with(Detail more) {
    return new Evaluated(input, platform, outcome, exploration, judgements, more);
  }
}
