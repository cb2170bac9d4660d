package memfate.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import memfate.facts.RangeIndex;
import memfate.facts.Ranged;
import org.drools.kiesession.rulebase.InternalKnowledgeBase;
import org.kie.api.event.rule.BeforeMatchFiredEvent;
import org.kie.api.event.rule.DefaultAgendaEventListener;
import org.kie.api.runtime.KieSession;

/** The facts of one moment, to try probes on. */
final class ProbeMemory {
  private final List<Object> facts;
  private final RangeIndex index = new RangeIndex();

  ProbeMemory(List<Object> facts) {
    this.facts = facts;
    for (Object fact : facts) {
      if (fact instanceof Ranged ranged) {
        index.add(ranged);
      }
    }
  }

  /** Returns how many facts there are of a type. */
  long count(Class<?> type) {
    return facts.stream().filter(type::isInstance).count();
  }

  /** Returns what each rule of a base matches, by the rule's name: the facts of each match. */
  Map<String, List<List<Object>>> matches(InternalKnowledgeBase base) {
    Map<String, List<List<Object>>> matches = new TreeMap<>();
    KieSession session = base.newKieSession();
    try {
      session.addEventListener(
          new DefaultAgendaEventListener() {
            @Override
            public void beforeMatchFired(BeforeMatchFiredEvent event) {
              matches
                  .computeIfAbsent(event.getMatch().getRule().getName(), name -> new ArrayList<>())
                  .add(comparable(event.getMatch().getObjects()));
            }
          });
      session.insert(index);
      facts.forEach(session::insert);
      session.fireAllRules();
    } finally {
      session.dispose();
    }
    return matches;
  }

  /** What an accumulate answers is an array, and no two arrays are equal. */
  private static List<Object> comparable(List<?> objects) {
    List<Object> all = new ArrayList<>();
    objects.forEach(o -> all.add(o instanceof Object[] array ? Arrays.asList(array) : o));
    return all;
  }
}
