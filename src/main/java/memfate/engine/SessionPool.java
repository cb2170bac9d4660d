package memfate.engine;

import java.util.concurrent.ConcurrentLinkedDeque;
import org.drools.core.SessionConfiguration;
import org.drools.kiesession.rulebase.InternalKnowledgeBase;
import org.jspecify.annotations.Nullable;
import org.kie.api.KieServices;

/**
 * Sessions of one rule base, used again and again: the network's memories are a large part of what
 * a session costs, and an emptied one is like a new one.
 */
final class SessionPool {
  private final InternalKnowledgeBase base;
  private final ConcurrentLinkedDeque<WorkingMemory> idle = new ConcurrentLinkedDeque<>();
  private final SessionConfiguration configuration;

  SessionPool(InternalKnowledgeBase base) {
    this.base = base;
    configuration = KieServices.get().newKieSessionConfiguration().as(SessionConfiguration.KEY);
  }

  /** Returns an empty session; whoever takes it is the only one to use it. */
  WorkingMemory take() {
    @Nullable WorkingMemory session = idle.pollLast();
    return session == null ? new WorkingMemory(base, configuration) : session;
  }

  /** Takes back a session that came to rest. */
  void giveBack(WorkingMemory session) {
    session.reset();
    idle.addLast(session);
  }
}
