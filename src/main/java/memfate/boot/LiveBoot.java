package memfate.boot;

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

    LiveBoot begin() {
      RuleSession session = policy.open(firingLimit, false);
      BootRun run = new BootRun(policy, session, false, Map.of(), 1);
      run.begin(facts);
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

  StateDigest.Digest digest(StateDigest digests) {
    return digests.of(run);
  }

  /** Returns what it ended with. */
  Ending ending() {
    return Ending.of(run);
  }

  @Override
  public void close() {
    session.close();
  }
}
