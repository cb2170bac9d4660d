package memfate.engine;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.drools.kiesession.rulebase.InternalKnowledgeBase;
import org.drools.kiesession.rulebase.KnowledgeBaseFactory;
import org.kie.api.KieBaseConfiguration;
import org.kie.api.KieServices;
import org.kie.api.conf.EqualityBehaviorOption;
import org.kie.api.definition.KiePackage;

/**
 * Compiled rules, and where each stands.
 *
 * @param packages what the base was made of
 * @param reads which facts the rules look at
 * @param sources the files by name
 * @param sessions its sessions that nobody uses
 * @param gate which facts its network need not see
 */
record RuleBase(
    InternalKnowledgeBase base,
    List<KiePackage> packages,
    Map<String, RuleInfo> rules,
    RuleReads reads,
    Map<String, RuleSource> sources,
    SessionPool sessions,
    FactGate gate) {

  static {
    Segments.cutWhenNeeded();
  }

  RuleBase(
      InternalKnowledgeBase base,
      List<KiePackage> packages,
      Map<String, RuleInfo> rules,
      RuleReads reads,
      Map<String, RuleSource> sources) {
    this(base, packages, rules, reads, sources, new SessionPool(base), reads.gate());
  }

  static RuleBase of(
      Collection<KiePackage> packages,
      Map<String, RuleInfo> rules,
      RuleReads reads,
      Map<String, RuleSource> sources) {
    KieBaseConfiguration byValue = KieServices.get().newKieBaseConfiguration();
    byValue.setOption(EqualityBehaviorOption.EQUALITY);
    InternalKnowledgeBase base = KnowledgeBaseFactory.newKnowledgeBase(byValue);
    base.addPackages(packages);
    return new RuleBase(base, List.copyOf(packages), Map.copyOf(rules), reads, Map.copyOf(sources));
  }

  /** Returns these rules and others together; nothing is compiled again. */
  RuleBase with(RuleBase more) {
    List<KiePackage> all = new ArrayList<>(packages);
    all.addAll(more.packages);
    Map<String, RuleInfo> both = new HashMap<>(rules);
    both.putAll(more.rules);
    Map<String, RuleSource> files = new HashMap<>(sources);
    files.putAll(more.sources);
    return of(all, both, reads.with(more.reads), files);
  }

  RuleSession open(int firingLimit, boolean tracing) {
    return new RuleSession(sessions, gate, rules, firingLimit, tracing);
  }
}
