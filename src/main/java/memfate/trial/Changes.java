package memfate.trial;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import memfate.boot.Outcome;

/** In what two outcomes of one platform differ. */
final class Changes {
  private Changes() {}

  /** Returns it in words, nothing when they agree. */
  static String words(Outcome with, Outcome without) {
    List<String> words = new ArrayList<>();
    add(words, "the status", Outcome::status, with, without);
    add(words, "the fate", Changes::fates, with, without);
    add(words, "findings", Changes::findings, with, without);
    add(words, "what steps leave", Changes::steps, with, without);
    return String.join(" and ", words);
  }

  private static void add(
      List<String> words,
      String word,
      Function<Outcome, Object> part,
      Outcome with,
      Outcome without) {
    if (!part.apply(with).equals(part.apply(without))) {
      words.add(word);
    }
  }

  private static List<String> fates(Outcome outcome) {
    return outcome.ranges().stream()
        .map(
            fate ->
                "%s %s %x %s %s %s"
                    .formatted(
                        fate.range(),
                        fate.owner(),
                        fate.usable(),
                        fate.driver(),
                        fate.errors(),
                        fate.decisions().stream().map(Outcome.RangeDecision::decision).toList()))
        .toList();
  }

  private static List<String> findings(Outcome outcome) {
    return outcome.findings().stream().map(f -> f.code() + " " + f.message()).toList();
  }

  private static List<String> steps(Outcome outcome) {
    return outcome.steps().stream().map(step -> step.iomem() + step.log()).toList();
  }
}
