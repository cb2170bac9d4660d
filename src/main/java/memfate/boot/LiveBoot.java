package memfate.boot;

import java.util.BitSet;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import memfate.engine.Policy;
import memfate.engine.RuleSession;
import memfate.facts.Event;

/** A boot that somebody takes event by event. */
final class LiveBoot implements AutoCloseable {

  /**
   * How to begin one.
   *
   * @param firingLimit most rule firings of one boot
   */
  record Start(Policy policy, List<Object> facts, int firingLimit) {

    /** Returns the same for starts from which a search finds the same. */
    Digest digest(boolean reduction) {
      Digest sum =
          Digest.of(
              policy.sha256() + policy.quirksSha256() + policy.options() + firingLimit + reduction);
      for (Object fact : facts) {
        sum = sum.plus(Digest.of(fact.toString()));
      }
      return sum;
    }

    LiveBoot begin() {
      RuleSession session = policy.open(firingLimit, false);
      BootRun run = new BootRun(policy, session, false, Map.of(), 1);
      run.begin(facts);
      return new LiveBoot(session, run);
    }

    /** Goes on from a state. */
    LiveBoot resume(BootState state) {
      RuleSession session = policy.open(firingLimit, false);
      BootRun run = new BootRun(policy, session, false, Map.of(), 1);
      run.resume(state);
      return new LiveBoot(session, run);
    }

    /** Begins one and takes these events. */
    LiveBoot replay(List<Witness.Step> path) {
      LiveBoot boot = begin();
      path.forEach(boot::take);
      return boot;
    }
  }

  private final RuleSession session;
  private final BootRun run;
  private int decidedBefore;

  private LiveBoot(RuleSession session, BootRun run) {
    this.session = session;
    this.run = run;
  }

  /** Returns what may happen next, in the usual order; nothing when the boot is over. */
  List<Event> enabled() {
    return run.enabled();
  }

  void take(Event event) {
    run.take(event);
  }

  private void take(Witness.Step step) {
    for (Event event : run.enabled()) {
      if (step.is(event)) {
        run.take(event);
        return;
      }
    }
    throw new IllegalStateException("a replayed boot differs: no " + step.text());
  }

  /** Takes what has no alternative, and adds it to a path. */
  void takeForced(List<Witness.Step> path) {
    List<Event> enabled = run.enabled();
    while (enabled.size() == 1) {
      path.add(Witness.Step.of(enabled.get(0)));
      run.take(enabled.get(0));
      enabled = run.enabled();
    }
  }

  /** Lets an event happen and notes what comes of it. */
  BootJournal journal(Event event) {
    BootJournal journal = new BootJournal();
    decidedBefore = run.decisions().size();
    run.watch(journal);
    run.take(event);
    run.watch(null);
    return journal;
  }

  /** Returns the digest of what it keeps beside facts and queue. */
  Digest digest(StatePart part) {
    return run.digest(part);
  }

  /** Returns the state that it is in, before the first event. */
  BootState start(FactTable table) {
    BitSet facts = new BitSet();
    Likeness looks = Likeness.nothing(table.symmetry().devices());
    for (Object fact : run.facts()) {
      facts.set(table.number(fact));
      looks = looks.plus(table.looks(fact));
    }
    Map<StatePart, Digest> parts = new EnumMap<>(StatePart.class);
    for (StatePart part : StatePart.values()) {
      parts.put(part, run.digest(part));
    }
    return new BootState(
        table,
        facts,
        looks,
        parts,
        run.queue(),
        History.NONE,
        run.decisions(),
        run.arbiter(),
        run.standing());
  }

  /** Returns what it ended with. */
  Ending ending() {
    BootState.Standing standing = run.standing();
    return standing.why().isEmpty()
        ? Ending.of(standing.status(), run.fates())
        : new Ending(standing.status(), List.of(), standing.why());
  }

  BootState.Standing standing() {
    return run.standing();
  }

  Arbiter arbiter() {
    return run.arbiter();
  }

  /** Returns what the last event that was noted decided. */
  List<BootRecord.UnitDecision> newDecisions() {
    List<BootRecord.UnitDecision> all = run.decisions();
    return List.copyOf(all.subList(decidedBefore, all.size()));
  }

  @Override
  public void close() {
    session.close();
  }
}
