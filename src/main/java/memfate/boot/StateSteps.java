package memfate.boot;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import memfate.engine.FactKey;
import memfate.engine.RuleReads;
import memfate.facts.CurrentEvent;
import memfate.facts.Event;
import org.jspecify.annotations.Nullable;

/**
 * Leads from one state of a boot to the next.
 *
 * <p>Rules have to run for an event only once for each difference that they could see. With the
 * reduction off they run every time, in a session that took every event of the order before.
 */
final class StateSteps implements AutoCloseable {
  private final LiveBoot.Start start;
  private final boolean reducing;
  private final RuleReads reads;
  private final FactTable table;
  private final Transitions transitions = new Transitions();
  private @Nullable LiveBoot live;
  private @Nullable BootState liveAt;
  private long run;

  StateSteps(LiveBoot.Start start, boolean reducing) {
    this.start = start;
    this.reducing = reducing;
    this.reads = start.policy().reads();
    this.table =
        new FactTable(reads, reducing ? new Symmetry(start.facts(), reads) : Symmetry.none(reads));
  }

  /** Returns the state before the first event. */
  BootState first() {
    LiveBoot boot = start.begin();
    BootState state = boot.start(table);
    goOnWith(boot, state);
    return state;
  }

  /** Returns what is known by now of the events that may happen in a state; null: nothing. */
  List<@Nullable Transition> known(BootState state) {
    StateView view = new StateView(table, state);
    List<@Nullable Transition> all = new ArrayList<>();
    state.enabled().forEach(e -> all.add(reducing ? transitions.find(view, e) : null));
    return all;
  }

  /**
   * Takes an event.
   *
   * @param path the events that led to the state; it is added
   * @param known what is known of the event; null: nothing was when somebody asked last
   * @return the state behind it
   */
  BootState after(
      BootState state, List<Witness.Step> path, Event event, @Nullable Transition known) {
    Transition transition =
        known == null && reducing ? transitions.find(new StateView(table, state), event) : known;
    BootState next = transition == null ? run(state, path, event) : state.after(event, transition);
    path.add(Witness.Step.of(event));
    return next;
  }

  BootState after(BootState state, List<Witness.Step> path, Event event) {
    return after(state, path, event, null);
  }

  /** Takes what has no alternative. */
  BootState forced(BootState from, List<Witness.Step> path) {
    BootState state = from;
    while (state.enabled().size() == 1) {
      state = after(state, path, state.enabled().get(0));
    }
    return state;
  }

  private BootState run(BootState state, List<Witness.Step> path, Event event) {
    run++;
    LiveBoot boot = at(state, path);
    BootJournal journal = boot.journal(event);
    Transition transition = transition(boot, journal);
    if (reducing && !journal.readsAll() && !path.isEmpty()) {
      StateView before = new StateView(table, state);
      transitions.add(before, event, footprint(before, event, journal), transition);
    }
    BootState next = state.after(event, transition);
    goOnWith(boot, next);
    return next;
  }

  private LiveBoot at(BootState state, List<Witness.Step> path) {
    LiveBoot boot = live;
    if (boot != null && liveAt == state) {
      return boot;
    }
    return reducing ? start.resume(state) : start.replay(path);
  }

  private void goOnWith(LiveBoot boot, BootState state) {
    LiveBoot before = live;
    if (before != null && before != boot) {
      before.close();
    }
    live = boot;
    liveAt = state;
  }

  private Transition transition(LiveBoot boot, BootJournal journal) {
    Map<StatePart, Digest> parts = new EnumMap<>(StatePart.class);
    journal.touched().forEach(part -> parts.put(part, boot.digest(part)));
    return new Transition(
        journal.added().stream().map(table::number).toList(),
        journal.removed().stream().map(table::number).toList(),
        parts,
        journal.lasting(),
        boot.newDecisions(),
        boot.arbiter(),
        boot.standing());
  }

  private Transitions.Footprint footprint(StateView before, Event event, BootJournal journal) {
    Map<FactKey, Collection<Object>> index = before.with(journal.seen());
    CurrentEvent current = new CurrentEvent(event.name(), event.subject());
    Set<FactKey> keys = new HashSet<>();
    for (Object fact : journal.seen()) {
      reads.collect(fact, current, key -> index.getOrDefault(key, List.of()), keys);
    }
    Set<Integer> numbers = new HashSet<>();
    keys.forEach(key -> numbers.add(table.key(key)));
    return new Transitions.Footprint(numbers, Set.copyOf(journal.touched()));
  }

  /** Returns for how many events rules had to run. */
  long run() {
    return run;
  }

  @Override
  public void close() {
    LiveBoot boot = live;
    if (boot != null) {
      boot.close();
    }
  }
}
