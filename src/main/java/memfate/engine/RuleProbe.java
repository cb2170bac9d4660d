package memfate.engine;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import memfate.engine.Trial.TriedConstraint;
import memfate.engine.Trial.Truth;
import memfate.facts.CurrentEvent;
import memfate.facts.RangeIndex;
import org.drools.drl.ast.descr.BaseDescr;
import org.drools.drl.ast.descr.ExistsDescr;
import org.drools.drl.ast.descr.FromDescr;
import org.drools.drl.ast.descr.NotDescr;
import org.drools.drl.ast.descr.PatternDescr;
import org.drools.kiesession.rulebase.InternalKnowledgeBase;
import org.jspecify.annotations.Nullable;

/**
 * Looks into a rule: how far it gets with the facts of a moment, and what the condition at which it
 * stops makes of them.
 *
 * <p>Drools decides: parts of the rule are compiled from its own text, and run on the facts. The
 * conditions count from left to right, as they stand.
 */
public final class RuleProbe {
  private static final long MOST_TRIALS = 1_000_000;

  private final RuleInfo rule;
  private final RuleCut cut;
  private final List<BaseDescr> conditions;
  private final List<FactPattern> patterns;
  private final Map<String, InternalKnowledgeBase> bases = new HashMap<>();

  private RuleProbe(
      RuleInfo rule, RuleCut cut, List<BaseDescr> conditions, List<FactPattern> patterns) {
    this.rule = rule;
    this.cut = cut;
    this.conditions = conditions;
    this.patterns = patterns;
  }

  static RuleProbe of(RuleInfo rule, RuleSource source) {
    RuleCut cut = new RuleCut(rule, source);
    var descr = cut.parsed();
    return new RuleProbe(
        rule,
        cut,
        List.copyOf(descr.getLhs().getDescrs()),
        PatternReader.patterns(cut.parse(), descr));
  }

  public RuleInfo rule() {
    return rule;
  }

  /** Returns the line of each condition. */
  public List<Integer> lines() {
    return conditions.stream().map(BaseDescr::getLine).toList();
  }

  /** Returns whether the rule fires during events only. */
  public boolean asksForEvent() {
    return patterns.stream().anyMatch(RuleProbe::isEvent);
  }

  /** Returns the name of the only event at which the rule can fire; null when that is not said. */
  public @Nullable String event() {
    return patterns.stream()
        .filter(RuleProbe::isEvent)
        .map(pattern -> pattern.literals().get("name"))
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(null);
  }

  private static boolean isEvent(FactPattern pattern) {
    return pattern.type() == CurrentEvent.class && pattern.required();
  }

  /** Returns whether the rule looks at facts like this one. */
  public boolean reads(Object fact) {
    return patterns.stream().anyMatch(pattern -> pattern.type().isInstance(fact));
  }

  /**
   * Looks how far the rule gets.
   *
   * @param facts all facts of the moment
   * @param concerns which matches count, by their facts
   */
  public Look look(Collection<?> facts, Predicate<List<Object>> concerns) {
    List<Object> read = new ArrayList<>();
    facts.stream().filter(f -> !(f instanceof RangeIndex) && reads(f)).forEach(read::add);
    ProbeMemory memory = new ProbeMemory(read);
    var prefixes = memory.matches(base("prefixes", key -> cut.prefixes()));
    List<List<Object>> matches = List.of(List.of());
    int reached = 0;
    for (int k = 1; k <= conditions.size(); k++) {
      List<List<Object>> those =
          prefixes.getOrDefault(String.valueOf(k), List.of()).stream().filter(concerns).toList();
      if (!those.isEmpty()) {
        reached = k;
        matches = those;
      }
    }
    return new Look(memory, concerns, reached, matches);
  }

  /** What a rule makes of the facts of one moment. */
  public final class Look {
    private final ProbeMemory memory;
    private final Predicate<List<Object>> concerns;
    private final int reached;
    private final List<List<Object>> matches;

    Look(
        ProbeMemory memory,
        Predicate<List<Object>> concerns,
        int reached,
        List<List<Object>> matches) {
      this.memory = memory;
      this.concerns = concerns;
      this.reached = reached;
      this.matches = matches;
    }

    /** Returns how many conditions, from the first on, have a match together. */
    public int reached() {
      return reached;
    }

    /** Returns the facts that matched, and tries the next condition on what there is. */
    public Progress progress() {
      return reached == conditions.size()
          ? new Progress(reached, byCondition(first(matches), reached), Trial.NONE)
          : new Stop(memory, concerns, reached, matches).progress();
    }
  }

  private InternalKnowledgeBase base(
      String key, Function<String, InternalKnowledgeBase> compilation) {
    return bases.computeIfAbsent(key, compilation);
  }

  private static List<Object> first(Collection<List<Object>> matches) {
    return matches.stream().min(Comparator.comparing(RuleProbe::text)).orElse(List.of());
  }

  /** A text to order matches by, the same in every run. */
  private static String text(List<Object> match) {
    return match.stream()
        .filter(fact -> !(fact instanceof RangeIndex))
        .map(String::valueOf)
        .collect(Collectors.joining(" "));
  }

  private List<List<Object>> byCondition(List<Object> match, int reached) {
    List<List<Object>> all = new ArrayList<>();
    int next = 0;
    for (BaseDescr condition : conditions.subList(0, reached)) {
      int end = Math.min(match.size(), next + RuleCut.facts(condition));
      all.add(match.subList(next, end).stream().filter(f -> !(f instanceof RangeIndex)).toList());
      next = end;
    }
    return List.copyOf(all);
  }

  /** The condition at which the rule stops. */
  private final class Stop {
    private final ProbeMemory memory;
    private final Predicate<List<Object>> concerns;
    private final int index;
    private final Set<List<Object>> before;
    private final BaseDescr condition;

    Stop(
        ProbeMemory memory,
        Predicate<List<Object>> concerns,
        int index,
        Collection<List<Object>> before) {
      this.memory = memory;
      this.concerns = concerns;
      this.index = index;
      this.before = new HashSet<>(before);
      this.condition = conditions.get(index);
    }

    Progress progress() {
      BaseDescr inner = RuleCut.unwrapped(condition);
      if (condition instanceof NotDescr) {
        return inTheWay();
      }
      boolean single = condition instanceof PatternDescr || condition instanceof ExistsDescr;
      return single && inner instanceof PatternDescr pattern ? closest(pattern) : without(0);
    }

    private Progress without(int candidates) {
      return progress(first(before), new Trial(candidates, null, List.of(), List.of()));
    }

    private Progress progress(List<Object> match, Trial trial) {
      return new Progress(index, byCondition(match, index), trial);
    }

    private Progress inTheWay() {
      List<List<Object>> found = attempts("whole", keep -> true, true);
      if (found.isEmpty()) {
        return without(0);
      }
      List<Object> shown = first(found);
      List<Object> context = context(shown);
      List<Object> inTheWay =
          found.stream()
              .filter(match -> context(match).equals(context))
              .flatMap(match -> match.subList(context.size(), match.size()).stream())
              .filter(fact -> !(fact instanceof RangeIndex))
              .sorted(Comparator.comparing(String::valueOf))
              .distinct()
              .toList();
      return progress(context, new Trial(found.size(), null, List.of(), inTheWay));
    }

    private List<Object> context(List<Object> match) {
      int size = before.iterator().next().size();
      return match.subList(0, Math.min(size, match.size()));
    }

    /** The matches of a part of the condition that go on from where the rule stands. */
    private List<List<Object>> attempts(String key, Predicate<Integer> keep, boolean from) {
      return memory
          .matches(base(index + " " + key + from, k -> cut.part(index, keep, from)))
          .getOrDefault("part", List.of())
          .stream()
          .filter(match -> before.contains(context(match)) && concerns.test(match))
          .toList();
    }

    private Progress closest(PatternDescr pattern) {
      Class<?> type = patternType(pattern);
      long inMemory = memory.count(type);
      boolean elsewhere = pattern.getSource() instanceof FromDescr && inMemory > 0;
      boolean from = pattern.getSource() != null && !elsewhere;
      if (!from && inMemory * before.size() > MOST_TRIALS) {
        return without(Trial.TOO_MANY);
      }
      List<List<Object>> pairs = attempts("any", number -> false, from);
      if (pairs.isEmpty()) {
        return without(0);
      }
      List<String> texts = new ArrayList<>(RuleCut.constraints(pattern));
      List<Function<List<Object>, Truth>> answers = new ArrayList<>();
      for (int i = 0; i < texts.size(); i++) {
        answers.add(answer(i, from));
      }
      if (elsewhere) {
        texts.add(fromText());
        answers.add(holds(Set.copyOf(attempts("source", number -> false, true))));
      }
      return pairs.stream()
          .map(pair -> progress(context(pair), trial(pairs.size(), pair, texts, answers)))
          .max(
              Comparator.comparingInt((Progress p) -> p.trial().passed())
                  .thenComparing(RuleProbe::textOf, Comparator.reverseOrder()))
          .orElseThrow();
    }

    private Class<?> patternType(PatternDescr pattern) {
      return patterns.stream()
          .map(FactPattern::type)
          .filter(type -> type.getSimpleName().equals(pattern.getObjectType()))
          .findFirst()
          .orElse(Object.class);
    }

    private String fromText() {
      String text = rule.conditions().get(index).text();
      return text.substring(text.lastIndexOf(" from ") + 1);
    }

    /** Asks a constraint by itself; one that needs those before it, together with them. */
    private Function<List<Object>, Truth> answer(int number, boolean from) {
      try {
        return holds(Set.copyOf(attempts("only " + number, n -> n == number, from)));
      } catch (RuntimeException needsOthers) {
        Set<List<Object>> reached =
            number == 0 ? Set.of() : Set.copyOf(attempts("to " + number, n -> n < number, from));
        Set<List<Object>> passed =
            reached.isEmpty()
                ? Set.of()
                : Set.copyOf(attempts("with " + number, n -> n <= number, from));
        return pair ->
            !reached.contains(pair)
                ? Truth.UNREACHED
                : passed.contains(pair) ? Truth.TRUE : Truth.FALSE;
      }
    }

    private static Function<List<Object>, Truth> holds(Set<List<Object>> passed) {
      return pair -> passed.contains(pair) ? Truth.TRUE : Truth.FALSE;
    }

    private Trial trial(
        int candidates,
        List<Object> pair,
        List<String> texts,
        List<Function<List<Object>, Truth>> answers) {
      List<TriedConstraint> tried = new ArrayList<>();
      for (int i = 0; i < texts.size(); i++) {
        tried.add(new TriedConstraint(texts.get(i), answers.get(i).apply(pair)));
      }
      return new Trial(candidates, pair.get(pair.size() - 1), List.copyOf(tried), List.of());
    }
  }

  private static String textOf(Progress progress) {
    return progress.matched() + " " + progress.trial().fact();
  }
}
