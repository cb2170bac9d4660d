package memfate.boot;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Supplier;
import memfate.engine.RuleSession;
import memfate.facts.BootStep;
import memfate.facts.Event;
import memfate.platform.SourceLocation;
import org.jspecify.annotations.Nullable;

/**
 * The state of a boot before the first step of its description and after each.
 *
 * <p>A step is over when the next begins, or the boot ends: by then all that it set off has
 * happened, except what the next step was to come before.
 */
final class StepStates {
  private static final String STEP = "step";

  private final RuleSession session;
  private final BootRecord record;
  private final List<Outcome.StepState> states = new ArrayList<>();
  private @Nullable BootStep current;
  private int decisions;
  private int logged;

  StepStates(RuleSession session, BootRecord record) {
    this.session = session;
    this.record = record;
  }

  /** Takes the state when a step is about to begin. */
  void before(Event event, Supplier<String> iomem) {
    if (event.name().equals(STEP)) {
      take(iomem);
      current = stepOf(event);
    }
  }

  /** Takes the state after the last step. */
  void end(Supplier<String> iomem) {
    if (current != null) {
      take(iomem);
    }
  }

  private @Nullable BootStep stepOf(Event event) {
    return session.facts(BootStep.class).stream()
        .filter(step -> String.valueOf(step.index()).equals(event.subject()))
        .findFirst()
        .orElse(null);
  }

  private void take(Supplier<String> iomem) {
    BootStep step = current;
    List<BootRecord.UnitDecision> all = record.decisions();
    List<Outcome.RangeFate> fates =
        record.hasAnswer()
            ? new FateOfRanges(session, record, all.subList(decisions, all.size())).fates()
            : List.of();
    states.add(
        new Outcome.StepState(
            step == null ? 0 : step.index() + 1,
            step == null ? "boot" : words(step),
            fates,
            iomem.get(),
            List.copyOf(record.log().subList(logged, record.log().size())),
            step == null ? SourceLocation.NONE : step.at()));
    decisions = all.size();
    logged = record.log().size();
  }

  /** The step as the description has it, without the address that tells names apart. */
  private static String words(BootStep step) {
    StringBuilder words = new StringBuilder(step.verb() + " " + step.subject());
    new TreeMap<>(step.arguments())
        .forEach(
            (name, value) -> {
              if (!name.equals("at")) {
                words.append(", ").append(name).append(' ').append(value);
              }
            });
    return words.toString();
  }

  List<Outcome.StepState> all() {
    return List.copyOf(states);
  }
}
