package memfate.report;

import java.util.List;
import memfate.boot.Exploration;
import memfate.boot.Judgement;
import memfate.boot.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * One description under one policy.
 *
 * @param input where the description stands
 * @param title its title, or empty
 * @param outcome what became of it
 * @param exploration what its other orders end with; null when one order was run
 * @param judgements what the invariants say, one for each reading of unknown tables; empty when
 *     they were not asked
 */
public record Evaluated(
    Input input,
    String title,
    Outcome outcome,
    @Nullable Exploration exploration,
    List<Judgement> judgements) {

  /** What became of a description in one order. */
  public Evaluated(Input input, String title, Outcome outcome) {
    this(input, title, outcome, null, List.of());
  }

  /** Returns the same with what its other orders end with. */
  public Evaluated with(Exploration explored) {
    return new Evaluated(input, title, outcome, explored, judgements);
  }

  /** Returns the same with what the invariants say. */
  public Evaluated with(List<Judgement> judged) {
    return new Evaluated(input, title, outcome, exploration, judged);
  }
}
