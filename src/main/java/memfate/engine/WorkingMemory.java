package memfate.engine;

import java.util.function.Predicate;
import org.drools.core.SessionConfiguration;
import org.drools.core.impl.EnvironmentFactory;
import org.drools.core.rule.consequence.KnowledgeHelper;
import org.drools.kiesession.consequence.DefaultKnowledgeHelper;
import org.drools.kiesession.rulebase.InternalKnowledgeBase;
import org.drools.kiesession.session.StatefulKnowledgeSessionImpl;
import org.jspecify.annotations.Nullable;
import org.kie.api.runtime.rule.FactHandle;

/**
 * The working memory of Drools, but that somebody may keep a fact that a rule inserts from going
 * into the network.
 */
@SuppressWarnings({"serial", "unchecked"}) // it is never written; Drools overrides without generics
final class WorkingMemory extends StatefulKnowledgeSessionImpl {
  private transient @Nullable Predicate<Object> keeper;

  WorkingMemory(InternalKnowledgeBase base, SessionConfiguration configuration) {
    super(
        base.nextWorkingMemoryCounter(),
        base,
        true,
        configuration,
        EnvironmentFactory.newEnvironment());
  }

  /** Asks somebody of every fact that a rule inserts whether it keeps it. */
  void keptBy(Predicate<Object> somebody) {
    keeper = somebody;
  }

  @Override
  public void reset() {
    keeper = null;
    super.reset();
  }

  @Override
  public KnowledgeHelper createKnowledgeHelper() {
    return new Inserting(this);
  }

  /** What consequences insert through. */
  @SuppressWarnings("serial") // it is never written
  private static final class Inserting extends DefaultKnowledgeHelper {
    private final WorkingMemory memory;

    Inserting(WorkingMemory memory) {
      super(memory);
      this.memory = memory;
    }

    @Override
    public @Nullable FactHandle insert(Object fact) {
      Predicate<Object> keeper = memory.keeper;
      return keeper != null && keeper.test(fact) ? null : super.insert(fact);
    }
  }
}
