package memfate.boot;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import memfate.engine.Asked;
import memfate.engine.Policy;
import memfate.engine.RuleFailure;
import memfate.engine.RuleInfo;
import memfate.engine.RuleSession;
import memfate.facts.AddMemory;
import memfate.facts.AllocateId;
import memfate.facts.Crash;
import memfate.facts.CurrentEvent;
import memfate.facts.Decision;
import memfate.facts.Effect;
import memfate.facts.EndOfRam;
import memfate.facts.Event;
import memfate.facts.FindResource;
import memfate.facts.Finding;
import memfate.facts.FoundResource;
import memfate.facts.GrantedId;
import memfate.facts.Happened;
import memfate.facts.InsertResource;
import memfate.facts.Intersect;
import memfate.facts.LogLine;
import memfate.facts.MemoryMapEntry;
import memfate.facts.Ordering;
import memfate.facts.PolicyOption;
import memfate.facts.PublishMemoryMap;
import memfate.facts.PublishWindows;
import memfate.facts.Quirk;
import memfate.facts.RangeIndex;
import memfate.facts.Rank;
import memfate.facts.RankOrder;
import memfate.facts.ReadFates;
import memfate.facts.Refuse;
import memfate.facts.ReleaseId;
import memfate.facts.RemoveResource;
import memfate.facts.ReserveId;
import memfate.facts.SetFlags;
import memfate.facts.SoftReservedFate;
import memfate.facts.Tree;
import memfate.facts.Violation;
import memfate.facts.Walk;
import memfate.facts.Withdraw;
import org.jspecify.annotations.Nullable;

/**
 * One boot in one order.
 *
 * <p>An event happens by a {@link CurrentEvent} fact: rules fire, the effects that they asked for
 * are applied, the answers let further rules fire, until nothing more is asked. Decisions are
 * picked last, when every rule has had its say.
 */
final class BootRun {
  private static final Refuse NO_INVARIANT =
      new Refuse("only the rules of rules/invariants state a Violation");

  private final Policy policy;
  private final RuleSession session;
  private EventQueue queue = new EventQueue();
  private final Trees trees = new Trees();
  private final MemoryMap memoryMap = new MemoryMap();
  private final NumberPool numbers = new NumberPool();
  private final RuleRanks ranks = new RuleRanks();
  private Arbiter arbiter = new Arbiter(ranks);
  private final BootRecord record;
  private final Map<Class<? extends Effect>, BiConsumer<Effect, RuleInfo>> appliers;
  private final StepStates states;
  private final int iomemLevels;
  private @Nullable BootJournal journal;
  private @Nullable RestWatch resting;
  private @Nullable MapRecorder map;
  private boolean over;

  BootRun(
      Policy policy,
      RuleSession session,
      boolean tracing,
      Map<String, String> suppressed,
      int iomemLevels) {
    this.policy = policy;
    this.session = session;
    this.iomemLevels = iomemLevels;
    this.record = new BootRecord(tracing, suppressed);
    this.states = new StepStates(session, record);
    this.appliers = appliers();
  }

  /** Runs the boot in the usual order to its end and returns what happened. */
  BootRecord run(List<Object> facts) {
    return run(facts, EventQueue::next);
  }

  /** Runs the boot in an order to its end and returns what happened. */
  BootRecord run(List<Object> facts, EventOrder order) {
    begin(facts);
    try {
      Event event = order.next(queue);
      while (event != null && !over) {
        states.before(event, this::iomem);
        happen(event);
        event = order.next(queue);
      }
      states.end(this::iomem);
    } catch (RuleFailure failure) {
      record.fail(failure);
    } catch (NoSuchOrder refused) {
      record.refuseOrder(refused);
    }
    return finish();
  }

  /** Ends the record. */
  BootRecord finish() {
    arbiter.conflicts().forEach(record::conflict);
    record.lacks(session.unrecorded());
    return record;
  }

  /** Returns the resource tree as {@code /proc/iomem} prints it. */
  String iomem() {
    return trees.iomem(iomemLevels);
  }

  /** Returns the state before the first step of the description and after each. */
  List<Outcome.StepState> steps() {
    return states.all();
  }

  /** Makes the first event pending. */
  void begin(List<Object> facts) {
    policy.options().forEach((name, value) -> session.insert(new PolicyOption(name, value)));
    for (Object fact : facts) {
      if (fact instanceof Quirk quirk) {
        ranks.add(quirk);
      }
      session.insert(fact);
    }
    queue.schedule(Event.at(Rank.FIRST, "firmware", "boot"));
  }

  /** Returns what may happen next; nothing when the boot is over. */
  List<Event> enabled() {
    return over ? List.of() : queue.enabled();
  }

  /** Lets one of the enabled events happen. */
  void take(Event event) {
    queue.take(event);
    try {
      happen(event);
    } catch (RuleFailure failure) {
      end(() -> record.fail(failure));
    }
  }

  /** Returns the facts of the session. */
  List<Object> facts() {
    return session.facts(Object.class).stream().filter(f -> !(f instanceof RangeIndex)).toList();
  }

  /** Returns the fates as they stand now. */
  List<Outcome.RangeFate> fates() {
    return new FateOfRanges(session, record).fates();
  }

  /** Goes on from a state instead of from the start. */
  void resume(BootState state) {
    session.restore(state.facts());
    state.history().forEach(this::redo);
    trees.drainLog();
    queue = state.queue().copy();
    arbiter = state.arbiter().copy();
    record.goOn(state.standing().status(), state.decisions());
  }

  private void redo(Effect effect) {
    if (effect instanceof InsertResource insert) {
      trees.insert(insert);
    } else if (effect instanceof RemoveResource remove) {
      trees.remove(remove);
    } else if (effect instanceof SetFlags flags) {
      trees.setFlags(flags);
    } else if (effect instanceof PublishWindows) {
      trees.publishWindows();
    } else if (effect instanceof AddMemory memory) {
      memoryMap.add(memory);
    } else if (effect instanceof ReserveId id) {
      numbers.reserve(id.pool(), id.holder());
    } else if (effect instanceof AllocateId id) {
      numbers.take(id.pool(), id.holder());
    } else if (effect instanceof ReleaseId id) {
      numbers.giveBack(id.pool(), id.number());
    }
  }

  /** Notes what comes of the next events; null: nobody wants to know. */
  void watch(@Nullable BootJournal watching) {
    journal = watching;
    session.watch(watching);
  }

  /** Tells somebody whenever rules have made all they can of the facts of a moment. */
  void watchRests(RestWatch watching) {
    resting = watching;
  }

  /** Notes from now on how the address map changes. */
  MapRecorder mapped() {
    MapRecorder recorder = new MapRecorder(session, trees, record);
    map = recorder;
    session.watch(recorder);
    return recorder;
  }

  /** Returns the digest of what is kept beside facts and queue. */
  Digest digest(StatePart part) {
    StringBuilder text = new StringBuilder();
    Consumer<String> lines = line -> text.append(line).append('\n');
    switch (part) {
      case IOMEM -> trees.describe(Tree.IOMEM, lines);
      case SOFT_RESERVE -> trees.describe(Tree.SOFT_RESERVE, lines);
      case DAX_REGIONS -> trees.describe(Tree.DAX_REGIONS, lines);
      case HMEM_ACTIVE -> trees.describe(Tree.HMEM_ACTIVE, lines);
      case CXL_WINDOWS -> trees.describe(Tree.CXL_WINDOWS, lines);
      case MEMORY_MAP -> memoryMap.describe(lines);
      case NUMBERS -> numbers.describe(lines);
      case DECISIONS -> arbiter.describe(lines);
    }
    return Digest.of(text.toString());
  }

  /** Returns a copy of the queue as it stands. */
  EventQueue queue() {
    return queue.copy();
  }

  /** Returns a copy of the arbiter as it stands. */
  Arbiter arbiter() {
    return arbiter.copy();
  }

  /** Returns what was decided so far. */
  List<BootRecord.UnitDecision> decisions() {
    return List.copyOf(record.decisions());
  }

  /** Returns how the boot stands. */
  BootState.Standing standing() {
    finish();
    String why =
        record.hasAnswer()
            ? ""
            : record.diagnostics().isEmpty() ? "no answer" : record.diagnostics().get(0).message();
    return new BootState.Standing(record.status(), over, why);
  }

  private void happen(Event event) {
    record.begin(event);
    CurrentEvent current = new CurrentEvent(event.name(), event.subject());
    session.insert(current);
    settle();
    rest(event, current);
    session.delete(current);
    session.deleteTransients();
    session.insert(new Happened(event.name(), event.subject()));
    do {
      settle();
      rest(event, null);
    } while (session.deleteTransients());
    record.end();
    if (map != null) {
      map.after(event);
    }
  }

  private void rest(Event event, @Nullable CurrentEvent current) {
    RestWatch watching = resting;
    if (watching != null) {
      watching.atRest(record.sequence(), event, current);
    }
  }

  /** Fires rules and does what they ask for until they ask for nothing more. */
  private void settle() {
    List<Asked> proposals = new ArrayList<>();
    List<Asked> asked = session.fire();
    while (!over && !(asked.isEmpty() && proposals.isEmpty())) {
      record.fired(session.drainFirings());
      if (asked.isEmpty()) {
        decide(proposals);
        proposals.clear();
      } else {
        for (Asked one : asked) {
          if (one.effect() instanceof Decision) {
            proposals.add(one);
          } else if (!over) {
            apply(one.effect(), one.rule());
          }
        }
      }
      asked = session.fire();
    }
    record.fired(session.drainFirings());
  }

  private void decide(List<Asked> proposals) {
    note(proposals);
    for (Arbiter.Verdict verdict : arbiter.pick(proposals)) {
      record.decided(verdict);
      session.insert(verdict.decided());
    }
  }

  /** What the boot does for each kind of effect. */
  private Map<Class<? extends Effect>, BiConsumer<Effect, RuleInfo>> appliers() {
    Map<Class<? extends Effect>, BiConsumer<Effect, RuleInfo>> table = new HashMap<>();
    on(table, InsertResource.class, (insert, rule) -> answer(insert, trees.insert(insert)));
    on(table, RemoveResource.class, (remove, rule) -> remove(remove));
    on(table, SetFlags.class, (flags, rule) -> trees.setFlags(flags));
    on(table, PublishWindows.class, (publish, rule) -> publishWindows(publish));
    on(table, Intersect.class, (query, rule) -> session.insert(trees.overlaps(query)));
    on(table, ReadFates.class, (read, rule) -> readFates());
    on(table, FindResource.class, (query, rule) -> find(query));
    on(table, Walk.class, (walk, rule) -> trees.walk(walk).forEach(session::insert));
    on(table, AddMemory.class, (memory, rule) -> memoryMap.add(memory));
    on(table, PublishMemoryMap.class, (publish, rule) -> publishMemoryMap());
    on(table, ReserveId.class, (id, rule) -> numbers.reserve(id.pool(), id.holder()));
    on(table, AllocateId.class, (id, rule) -> session.insert(granted(id)));
    on(table, ReleaseId.class, (id, rule) -> numbers.giveBack(id.pool(), id.number()));
    on(table, Event.class, (event, rule) -> schedule(event));
    on(table, Ordering.class, (ordering, rule) -> queue.order(ordering));
    on(table, RankOrder.class, (order, rule) -> queue.order(order));
    on(table, Withdraw.class, (withdraw, rule) -> record.withdraw(withdraw.range()));
    on(table, LogLine.class, (line, rule) -> record.log(line));
    on(table, Finding.class, record::find);
    on(table, Crash.class, (crash, rule) -> end(() -> record.crash(crash)));
    on(table, Refuse.class, (refuse, rule) -> end(() -> record.refuse(refuse, rule)));
    on(table, Violation.class, (violation, rule) -> end(() -> record.refuse(NO_INVARIANT, rule)));
    return Map.copyOf(table);
  }

  private static <E extends Effect> void on(
      Map<Class<? extends Effect>, BiConsumer<Effect, RuleInfo>> table,
      Class<E> kind,
      BiConsumer<E, RuleInfo> applier) {
    table.put(kind, (effect, rule) -> applier.accept(kind.cast(effect), rule));
  }

  private void apply(Effect effect, RuleInfo rule) {
    BiConsumer<Effect, RuleInfo> applier = appliers.get(effect.getClass());
    if (applier == null) {
      throw new IllegalStateException("no boot applies " + effect);
    }
    applier.accept(effect, rule);
    trees.drainLog().forEach(record::log);
    BootJournal noting = journal;
    if (noting != null) {
      noting.applied(effect);
    }
  }

  private void note(List<Asked> proposals) {
    BootJournal noting = journal;
    if (noting != null) {
      proposals.forEach(proposal -> noting.applied(proposal.effect()));
    }
  }

  private void answer(Effect effect, Object fact) {
    session.insert(fact);
    record.effect(effect, fact);
  }

  private void readFates() {
    FateOfRanges reader = new FateOfRanges(session, record);
    for (Outcome.RangeFate fate : reader.fates()) {
      String dax = fate.dax();
      session.insert(
          new SoftReservedFate(
              fate.range(),
              fate.owner().word(),
              fate.usable(),
              reader.served(fate),
              dax == null ? "" : dax,
              String.join(" ", fate.errors()),
              fate.at()));
    }
  }

  private void find(FindResource query) {
    FoundResource found = trees.find(query);
    if (found != null) {
      session.insert(found);
    }
  }

  private void remove(RemoveResource remove) {
    trees.remove(remove);
    record.effect(remove, null);
  }

  private void publishWindows(PublishWindows publish) {
    trees.publishWindows().forEach(window -> answer(publish, window));
  }

  private void schedule(Event event) {
    queue.schedule(event);
    record.effect(event, null);
    if (map != null) {
      map.queued(event);
    }
  }

  private GrantedId granted(AllocateId id) {
    int number = numbers.take(id.pool(), id.holder());
    return new GrantedId(id.pool(), id.holder(), id.range(), number);
  }

  private void end(Runnable remark) {
    remark.run();
    over = true;
  }

  private void publishMemoryMap() {
    @Nullable MemoryMapEntry last = null;
    for (MemoryMapEntry entry : memoryMap.entries()) {
      session.insert(entry);
      if (entry.type().equals("usable")) {
        last = entry;
      }
    }
    if (last != null) {
      session.insert(new EndOfRam(last.range().end()));
    }
  }
}
