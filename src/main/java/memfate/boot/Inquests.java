package memfate.boot;

import java.util.Collection;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Supplier;
import memfate.engine.FactWatch;
import memfate.facts.CurrentEvent;
import memfate.facts.Event;
import org.jspecify.annotations.Nullable;

/** Looks into rules whenever a boot has come to rest. */
final class Inquests implements RestWatch, FactWatch {
  private final List<RuleInquest> all;
  private final Supplier<? extends Collection<?>> facts;
  private final SortedSet<String> happened = new TreeSet<>();

  Inquests(List<RuleInquest> all, Supplier<? extends Collection<?>> facts) {
    this.all = all;
    this.facts = facts;
  }

  @Override
  public void inserted(Object fact) {
    all.forEach(inquest -> inquest.changed(fact));
  }

  @Override
  public void deleted(Object fact) {
    all.forEach(inquest -> inquest.changed(fact));
  }

  @Override
  public void atRest(int sequence, Event event, @Nullable CurrentEvent current) {
    happened.add(event.name());
    List<RuleInquest> due = all.stream().filter(inquest -> inquest.isDue(current)).toList();
    if (!due.isEmpty()) {
      Collection<?> now = facts.get();
      due.forEach(inquest -> inquest.look(sequence, event, now));
    }
  }

  /** Returns the names of the events that happened. */
  List<String> happened() {
    return List.copyOf(happened);
  }
}
