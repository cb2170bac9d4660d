package memfate.boot;

import java.util.ArrayList;
import java.util.List;
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
import memfate.facts.Finding;
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
import memfate.facts.Refuse;
import memfate.facts.ReleaseId;
import memfate.facts.RemoveResource;
import memfate.facts.ReserveId;
import memfate.facts.SetFlags;
import memfate.facts.Walk;
import memfate.facts.Withdraw;
import memfate.platform.Diagnostic;
import org.jspecify.annotations.Nullable;

/**
 * One boot in one order.
 *
 * <p>An event happens by a {@link CurrentEvent} fact: rules fire, the effects that they asked for
 * are applied, the answers let further rules fire, until nothing more is asked. Decisions are
 * picked last, when every rule has had its say.
 */
final class BootRun {
  private final Policy policy;
  private final RuleSession session;
  private final EventQueue queue = new EventQueue();
  private final Trees trees = new Trees();
  private final MemoryMap memoryMap = new MemoryMap();
  private final NumberPool numbers = new NumberPool();
  private final Arbiter arbiter = new Arbiter();
  private final BootRecord record;
  private boolean over;

  BootRun(Policy policy, RuleSession session, boolean tracing) {
    this.policy = policy;
    this.session = session;
    this.record = new BootRecord(tracing);
  }

  /** Runs the boot to its end and returns what happened. */
  BootRecord run(List<Object> facts) {
    policy.options().forEach((name, value) -> session.insert(new PolicyOption(name, value)));
    facts.forEach(session::insert);
    queue.schedule(Event.at(Long.MIN_VALUE, "firmware", "boot"));
    try {
      Event event = queue.next();
      while (event != null && !over) {
        happen(event);
        event = queue.next();
      }
    } catch (RuleFailure failure) {
      record.fail(failure);
    }
    arbiter.conflicts().forEach(record::diagnose);
    return record;
  }

  Trees trees() {
    return trees;
  }

  private void happen(Event event) {
    record.begin(event);
    CurrentEvent current = new CurrentEvent(event.name(), event.subject(), record.sequence());
    session.insert(current);
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
    record.end();
    session.delete(current);
    session.deleteTransients();
    session.insert(new Happened(event.name(), event.subject()));
  }

  private void decide(List<Asked> proposals) {
    for (Arbiter.Verdict verdict : arbiter.pick(proposals)) {
      record.decided(verdict);
      session.insert(verdict.decided());
    }
  }

  private void apply(Effect effect, RuleInfo rule) {
    if (effect instanceof InsertResource insert) {
      answer(effect, trees.insert(insert));
    } else if (effect instanceof RemoveResource remove) {
      trees.remove(remove);
      record.effect(effect, null);
    } else if (effect instanceof SetFlags flags) {
      trees.setFlags(flags);
    } else if (effect instanceof PublishWindows) {
      trees.publishWindows().forEach(window -> answer(effect, window));
    } else if (effect instanceof Intersect query) {
      session.insert(trees.overlaps(query));
    } else if (effect instanceof Walk walk) {
      trees.walk(walk).forEach(session::insert);
    } else if (effect instanceof Event event) {
      queue.schedule(event);
      record.effect(effect, null);
    } else if (effect instanceof Ordering ordering) {
      queue.order(ordering);
    } else {
      applyRest(effect, rule);
    }
    trees.drainLog().forEach(record::log);
  }

  private void applyRest(Effect effect, RuleInfo rule) {
    if (effect instanceof AddMemory memory) {
      memoryMap.add(memory);
    } else if (effect instanceof PublishMemoryMap) {
      publishMemoryMap();
    } else if (effect instanceof AllocateId id) {
      int number = numbers.take(id.pool(), id.holder());
      session.insert(new GrantedId(id.pool(), id.holder(), id.range(), number));
    } else if (effect instanceof ReserveId id) {
      numbers.reserve(id.pool(), id.holder());
    } else if (effect instanceof Withdraw withdraw) {
      record.withdraw(withdraw.range());
    } else if (effect instanceof ReleaseId id) {
      numbers.giveBack(id.pool(), id.number());
    } else if (effect instanceof LogLine line) {
      record.log(line.text());
    } else if (effect instanceof Finding finding) {
      record.find(finding, rule);
    } else if (effect instanceof Crash crash) {
      record.crash(crash);
      over = true;
    } else if (effect instanceof Refuse refuse) {
      record.refuse(refuse, rule);
      over = true;
    } else {
      throw new IllegalStateException("no boot applies " + effect);
    }
  }

  private void answer(Effect effect, Object fact) {
    session.insert(fact);
    record.effect(effect, fact);
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

  /** Returns a diagnostic for each conflict between rules. */
  List<Diagnostic> conflicts() {
    return arbiter.conflicts();
  }
}
