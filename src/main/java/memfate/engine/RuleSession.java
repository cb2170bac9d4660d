package memfate.engine;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import memfate.facts.Effect;
import memfate.facts.RangeIndex;
import memfate.facts.Ranged;
import memfate.facts.Transient;
import org.drools.core.common.ClassAwareObjectStore;
import org.drools.core.common.InternalFactHandle;
import org.drools.core.reteoo.ExistsNode;
import org.drools.core.reteoo.FromNode;
import org.drools.core.reteoo.NotNodeLeftTuple;
import org.drools.core.reteoo.RightTuple;
import org.drools.core.reteoo.TupleImpl;
import org.jspecify.annotations.Nullable;
import org.kie.api.event.rule.AfterMatchFiredEvent;
import org.kie.api.event.rule.BeforeMatchFiredEvent;
import org.kie.api.event.rule.DefaultAgendaEventListener;
import org.kie.api.event.rule.DefaultRuleRuntimeEventListener;
import org.kie.api.event.rule.ObjectDeletedEvent;
import org.kie.api.event.rule.ObjectInsertedEvent;
import org.kie.api.runtime.rule.FactHandle;
import org.kie.api.runtime.rule.Match;

/**
 * The working memory of one run.
 *
 * <p>Effects that rules insert are held back for the boot to apply. Facts are looked up by value:
 * all of them are immutable records.
 */
public final class RuleSession implements Facts, AutoCloseable {
  /**
   * A part of the firings that a run may need, ample for one that comes to an end: what is recorded
   * of one that goes on and on is not to take all memory before the limit on firings ends it.
   */
  private static final int PART_RECORDED = 5;

  private static final int ALWAYS_RECORDED = 10_000;

  private static final Pattern NAMED_RULE = Pattern.compile("Rule \"([^\"]+)\"");

  private final SessionPool pool;
  private final WorkingMemory session;
  private final FactGate gate;
  private final Map<String, RuleInfo> rules;
  private final int mostRecorded;
  private final RangeIndex index = new RangeIndex();
  private final List<Asked> asked = new ArrayList<>();
  private final Set<Object> kept = new LinkedHashSet<>();
  private List<FactHandle> transients = new ArrayList<>();
  private List<Object> keptTransients = new ArrayList<>();
  private final List<Firing> firings = new ArrayList<>();
  private final IdentityHashMap<RuleInfo, Count> counts = new IdentityHashMap<>();
  private @Nullable RuleInfo firing;
  private @Nullable FactWatch watch;
  private int firingsLeft;
  private int recorded;
  private int unrecorded;
  private boolean failed;

  /** How often a rule fired. */
  private static final class Count {
    private int firings;
  }

  RuleSession(
      SessionPool pool,
      FactGate gate,
      Map<String, RuleInfo> rules,
      int firingLimit,
      boolean tracing) {
    this.pool = pool;
    this.gate = gate;
    this.session = pool.take();
    session.keptBy(this::keep);
    this.rules = rules;
    this.firingsLeft = firingLimit;
    this.mostRecorded = tracing ? Math.max(ALWAYS_RECORDED, firingLimit / PART_RECORDED) : 0;
    session.addEventListener(new FactListener());
    session.addEventListener(new FiringListener());
    session.insert(index);
  }

  /** Tells somebody of every fact that comes or goes from now on; null for nobody. */
  public void watch(@Nullable FactWatch watch) {
    this.watch = watch;
  }

  /**
   * Inserts the facts of a boot at rest: whatever rules make of them has happened already, so none
   * fires.
   */
  public void restore(Collection<?> facts) {
    facts.forEach(this::insert);
    session.fireAllRules(match -> false);
  }

  /** Inserts a fact. */
  public void insert(Object fact) {
    if (!keep(fact)) {
      session.insert(fact);
    }
  }

  /** Keeps a fact that no condition can match beside the network; returns whether it did. */
  private boolean keep(Object fact) {
    if (gate.lets(fact)) {
      return false;
    }
    if (kept.add(fact)) {
      came(fact);
      if (isTransient(fact)) {
        keptTransients.add(fact);
      }
    }
    return true;
  }

  /** Deletes a fact by value; one that is not there is no error. */
  public void delete(Object fact) {
    if (kept.remove(fact)) {
      went(fact);
      return;
    }
    FactHandle handle = session.getFactHandle(fact);
    if (handle != null) {
      session.delete(handle);
    }
  }

  /**
   * Deletes every fact that holds during one event only.
   *
   * @return whether there was any
   */
  public boolean deleteTransients() {
    boolean any = false;
    List<FactHandle> over = transients;
    transients = new ArrayList<>();
    for (FactHandle handle : over) {
      if (((InternalFactHandle) handle).isValid()) {
        any = true;
        session.delete(handle);
      }
    }
    List<Object> keptOver = keptTransients;
    keptTransients = new ArrayList<>();
    for (Object fact : keptOver) {
      if (kept.remove(fact)) {
        any = true;
        went(fact);
      }
    }
    return any;
  }

  private static boolean isTransient(Object fact) {
    return fact instanceof Transient || fact instanceof Effect;
  }

  /**
   * Fires rules until none is left.
   *
   * @return the effects that they asked for, in the order in which they are to be applied
   * @throws RuleFailure if the limit on firings is hit or a rule throws
   */
  public List<Asked> fire() {
    int fired;
    firing = null;
    try {
      fired = session.fireAllRules(firingsLeft);
    } catch (RuntimeException e) {
      failed = true;
      throw failure(e);
    }
    firingsLeft -= fired;
    if (firingsLeft <= 0) {
      failed = true;
      throw limitHit();
    }
    List<Asked> effects = new ArrayList<>(asked);
    asked.clear();
    effects.sort(
        (a, b) -> {
          int byKey = a.effect().key().compareTo(b.effect().key());
          return byKey != 0 ? byKey : a.rule().name().compareTo(b.rule().name());
        });
    return effects;
  }

  private RuleFailure limitHit() {
    RuleInfo busiest =
        counts.isEmpty()
            ? null
            : Collections.max(
                    counts.entrySet(),
                    Comparator.<Map.Entry<RuleInfo, Count>>comparingInt(e -> e.getValue().firings)
                        .thenComparing(e -> e.getKey().name()))
                .getKey();
    String message =
        busiest == null
            ? "the limit on rule firings is hit"
            : "the limit on rule firings is hit; rule \"%s\" fired %d times"
                .formatted(busiest.name(), counts().get(busiest));
    return new RuleFailure(message, busiest, true, null);
  }

  private RuleFailure failure(RuntimeException e) {
    RuleInfo rule = firing;
    Throwable cause = e;
    while (true) {
      // A condition fails outside of any firing; only the message says in which rule.
      Matcher named = NAMED_RULE.matcher(String.valueOf(cause.getMessage()));
      if (rule == null && named.find()) {
        rule = rules.get(named.group(1));
      }
      Throwable next = cause.getCause();
      if (next == null || next == cause) {
        break;
      }
      cause = next;
    }
    String what = cause.getClass().getSimpleName() + ": " + cause.getMessage();
    return new RuleFailure(
        rule == null ? what : "rule \"%s\" failed: %s".formatted(rule.name(), what),
        rule,
        false,
        e);
  }

  /** Returns the firings since the last call; empty unless tracing. */
  public List<Firing> drainFirings() {
    List<Firing> drained = List.copyOf(firings);
    firings.clear();
    return drained;
  }

  /** Returns how many firings were too many to be recorded; 0 unless tracing. */
  public int unrecorded() {
    return mostRecorded == 0 ? 0 : unrecorded;
  }

  /** Returns how often each rule fired. */
  public Map<RuleInfo, Integer> counts() {
    return counts.entrySet().stream()
        .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, e -> e.getValue().firings));
  }

  @Override
  public <T> List<T> facts(Class<T> type) {
    List<T> facts = new ArrayList<>();
    ((ClassAwareObjectStore) session.getObjectStore())
        .iterateObjects(type)
        .forEachRemaining(fact -> facts.add(type.cast(fact)));
    kept.stream().filter(type::isInstance).forEach(fact -> facts.add(type.cast(fact)));
    return facts;
  }

  @Override
  public void close() {
    if (failed) {
      session.dispose();
    } else {
      pool.giveBack(session);
    }
  }

  /** Notes what a fact that has come means beyond the network. */
  private void came(Object fact) {
    FactWatch watching = watch;
    if (watching != null) {
      watching.inserted(fact);
    }
    RuleInfo by = firing;
    checkStage(by, fact);
    if (fact instanceof Effect effect && by != null) {
      asked.add(new Asked(effect, by));
    }
    if (fact instanceof Ranged ranged) {
      index.add(ranged);
    }
  }

  /** Packs are kept to their stage whatever their text looked like. */
  private static void checkStage(@Nullable RuleInfo by, Object fact) {
    RuleInfo.Tie tie = by == null ? null : by.tie();
    if (tie != null && !tie.stage().allows(fact)) {
      throw new IllegalStateException(
          "stage %s does not insert %s"
              .formatted(tie.stage().folder(), fact.getClass().getSimpleName()));
    }
  }

  private void went(Object fact) {
    RuleInfo by = firing;
    if (by != null && by.tie() != null) {
      throw new IllegalStateException("a rule of a pack deletes a fact");
    }
    FactWatch watching = watch;
    if (watching != null) {
      watching.deleted(fact);
    }
    if (fact instanceof Ranged ranged) {
      index.remove(ranged);
    }
  }

  private final class FactListener extends DefaultRuleRuntimeEventListener {
    @Override
    public void objectInserted(ObjectInsertedEvent event) {
      came(event.getObject());
      if (isTransient(event.getObject())) {
        transients.add(event.getFactHandle());
      }
    }

    @Override
    public void objectDeleted(ObjectDeletedEvent event) {
      went(event.getOldObject());
    }
  }

  private final class FiringListener extends DefaultAgendaEventListener {
    @Override
    public void afterMatchFired(AfterMatchFiredEvent event) {
      firing = null;
    }

    @Override
    public void beforeMatchFired(BeforeMatchFiredEvent event) {
      RuleInfo rule = rules.get(event.getMatch().getRule().getName());
      firing = rule;
      if (rule != null) {
        counts.computeIfAbsent(rule, r -> new Count()).firings++;
        record(rule, event.getMatch());
      }
    }
  }

  private void record(RuleInfo rule, Match match) {
    if (recorded == mostRecorded) {
      unrecorded++;
    } else {
      recorded++;
      firings.add(new Firing(rule, matched(rule, match)));
    }
  }

  private static List<Firing.Matched> matched(RuleInfo rule, Match match) {
    List<Firing.Matched> facts = new ArrayList<>();
    for (Object fact : match.getObjects()) {
      if (!(fact instanceof RangeIndex)) {
        facts.add(new Firing.Matched(fact, ""));
      }
    }
    existing(match).forEach(fact -> facts.add(new Firing.Matched(fact, "exists")));
    for (RuleInfo.Condition condition : rule.conditions()) {
      if (condition.quantifier().equals("not")) {
        facts.add(new Firing.Matched(condition.text(), "not"));
      }
    }
    return List.copyOf(facts);
  }

  /**
   * The facts that satisfied {@code exists}: a match does not list them, but the exists node keeps
   * the one that it found first on the tuple that waits there.
   *
   * <p>With {@code from} the condition is a network of its own: the tuple that entered it is a peer
   * of the one that waits, and its first child holds the fact.
   */
  private static List<Object> existing(Match match) {
    List<Object> facts = new ArrayList<>();
    TupleImpl tuple = match instanceof TupleImpl terminal ? terminal : null;
    while (tuple != null) {
      if (tuple.getSink() instanceof ExistsNode) {
        RightTuple blocker =
            tuple instanceof NotNodeLeftTuple waiting ? waiting.getBlocker() : null;
        Object fact = blocker == null ? inSubnetwork(tuple) : factOf(blocker);
        if (fact != null) {
          facts.add(0, fact);
        }
      }
      tuple = tuple.getLeftParent();
    }
    return facts;
  }

  private static @Nullable Object inSubnetwork(TupleImpl waiting) {
    TupleImpl parent = waiting.getLeftParent();
    TupleImpl first = parent == null ? null : parent.getFirstChild();
    while (first != null && !isPeer(first, waiting)) {
      first = first.getHandleNext();
    }
    for (TupleImpl peer = first; peer != null; peer = peer.getPeer()) {
      TupleImpl child = peer.getSink() instanceof FromNode ? peer.getFirstChild() : null;
      Object fact = child == null ? null : factOf(child);
      if (fact != null) {
        return fact;
      }
    }
    return null;
  }

  @SuppressWarnings("ReferenceEquality") // tuples that are equal may wait at different nodes
  private static boolean isPeer(TupleImpl first, TupleImpl wanted) {
    TupleImpl peer = first;
    while (peer != null && peer != wanted) {
      peer = peer.getPeer();
    }
    return peer != null;
  }

  private static @Nullable Object factOf(TupleImpl tuple) {
    InternalFactHandle handle = tuple.getFactHandle();
    return handle == null ? null : handle.getObject();
  }
}
