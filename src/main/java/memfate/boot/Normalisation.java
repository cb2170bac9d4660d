package memfate.boot;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import memfate.engine.Asked;
import memfate.engine.Policy;
import memfate.engine.RuleFailure;
import memfate.engine.RuleInfo;
import memfate.engine.RuleSession;
import memfate.facts.PolicyOption;
import memfate.facts.Quirk;
import memfate.facts.Rewrite;
import memfate.platform.Diagnostic;
import memfate.platform.SourceLocation;
import org.jspecify.annotations.Nullable;

/**
 * The facts of a platform as its quirks put them right, before the boot.
 *
 * <p>Every rule sees the description as it is told, none what another made of it; so their order
 * means nothing. Of several rewritings of one fact the arbiter's ranks choose.
 *
 * @param facts what the boot begins with
 * @param trace what was rewritten by whom; null when nothing was
 * @param problems why there is no answer; empty when there is one
 */
record Normalisation(
    List<Object> facts, Outcome.@Nullable EventTrace trace, List<Diagnostic> problems) {

  /** Rewrites facts. */
  static Normalisation of(Policy policy, List<Object> facts, int firingLimit, boolean tracing) {
    try (RuleSession session = policy.openNormalising(firingLimit, tracing)) {
      return session == null
          ? new Normalisation(facts, null, List.of())
          : new Rewriting(facts).run(policy, session);
    } catch (RuleFailure failure) {
      return new Normalisation(facts, null, List.of(BootRecord.diagnosticOf(failure)));
    }
  }

  private static final class Rewriting {
    private final List<Object> facts;
    private final RuleRanks ranks = new RuleRanks();
    private final List<Diagnostic> problems = new ArrayList<>();
    private final List<Outcome.Change> changes = new ArrayList<>();

    Rewriting(List<Object> facts) {
      this.facts = facts;
    }

    Normalisation run(Policy policy, RuleSession session) {
      policy.options().forEach((name, value) -> session.insert(new PolicyOption(name, value)));
      for (Object fact : facts) {
        if (fact instanceof Quirk quirk) {
          ranks.add(quirk);
        }
        session.insert(fact);
      }
      List<Object> rewritten = rewrite(session.fire());
      List<Outcome.Firing> firings =
          session.drainFirings().stream().map(BootRecord::firing).toList();
      return new Normalisation(
          List.copyOf(rewritten),
          changes.isEmpty()
              ? null
              : new Outcome.EventTrace(0, "normalise", "quirks", firings, List.copyOf(changes)),
          List.copyOf(problems));
    }

    private List<Object> rewrite(List<Asked> asked) {
      Map<Object, Asked> instead = new LinkedHashMap<>();
      List<Object> added = new ArrayList<>();
      for (Asked one : asked) {
        Rewrite rewrite = (Rewrite) one.effect();
        Object before = rewrite.before();
        Object after = rewrite.after();
        if (before != null) {
          instead.merge(before, one, this::better);
        } else if (after != null && !added.contains(after)) {
          added.add(after);
          changes.add(new Outcome.Change("added: " + FactText.of(after), FactText.rangeOf(after)));
        }
      }
      List<Object> rewritten = new ArrayList<>();
      for (Object fact : facts) {
        Asked one = instead.get(fact);
        Object after = one == null ? fact : replaced(fact, ((Rewrite) one.effect()).after());
        if (after != null) {
          rewritten.add(after);
        }
      }
      rewritten.addAll(added);
      return rewritten;
    }

    private @Nullable Object replaced(Object before, @Nullable Object after) {
      changes.add(
          new Outcome.Change(
              after == null
                  ? "removed: " + FactText.of(before)
                  : "%s is now %s".formatted(FactText.of(before), FactText.of(after)),
              FactText.rangeOf(before)));
      return after;
    }

    private Asked better(Asked a, Asked b) {
      int order = ranks.compare(a.rule(), b.rule());
      if (order == 0 && !a.effect().equals(b.effect())) {
        problems.add(conflict(a, b));
      }
      return order >= 0 ? a : b;
    }

    private static Diagnostic conflict(Asked a, Asked b) {
      RuleInfo one = a.rule();
      RuleInfo other = b.rule();
      return Diagnostic.error(
          "rule \"%s\" (%s:%d) makes %s of %s, rule \"%s\" (%s:%d) %s"
              .formatted(
                  one.name(),
                  one.file(),
                  one.line(),
                  made(a),
                  FactText.of(java.util.Objects.requireNonNull(((Rewrite) a.effect()).before())),
                  other.name(),
                  other.file(),
                  other.line(),
                  made(b)),
          new SourceLocation(other.file(), other.line(), 0));
    }

    private static String made(Asked asked) {
      Object after = ((Rewrite) asked.effect()).after();
      return after == null ? "nothing" : FactText.of(after);
    }
  }
}
