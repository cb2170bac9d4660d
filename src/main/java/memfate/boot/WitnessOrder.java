package memfate.boot;

import java.util.List;
import java.util.stream.Collectors;
import memfate.facts.Event;
import org.jspecify.annotations.Nullable;

/** The order of a witness, and behind its end the usual one. */
final class WitnessOrder implements EventOrder {
  private final List<Witness.Step> steps;
  private int done;

  WitnessOrder(List<Witness.Step> steps) {
    this.steps = steps;
  }

  @Override
  public @Nullable Event next(EventQueue queue) {
    if (done == steps.size()) {
      return queue.next();
    }
    Witness.Step wanted = steps.get(done++);
    List<Event> enabled = queue.enabled();
    for (Event event : enabled) {
      if (wanted.is(event)) {
        queue.take(event);
        return event;
      }
    }
    String others =
        enabled.stream()
            .map(event -> Witness.Step.of(event).text())
            .collect(Collectors.joining(", "));
    throw new NoSuchOrder(
        "event %d of the witness, '%s', may not happen there; %s"
            .formatted(
                done,
                wanted.text(),
                others.isEmpty() ? "the boot is over" : "there may: " + others));
  }
}
