package memfate.engine;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import memfate.facts.CurrentEvent;
import org.jspecify.annotations.Nullable;

/**
 * Which facts decide what the rules of a policy make of a fact that comes or goes.
 *
 * <p>It may be more than they really look at, never less: a pattern reads the facts whose fields
 * are what it says by equality, and without equality all of its type. The values of its variables
 * are those of the fact that came or went, of the event, and of the facts that the patterns before
 * it read.
 */
public final class RuleReads {
  private final Map<String, List<FactPattern>> rules;
  private final Map<Class<?>, List<String>> byType = new ConcurrentHashMap<>();
  private final Map<Class<?>, Set<List<String>>> fields = new HashMap<>();

  /** Takes the patterns of each rule, by its name. */
  RuleReads(Map<String, List<FactPattern>> rules) {
    this.rules = new LinkedHashMap<>(rules);
    for (List<FactPattern> patterns : rules.values()) {
      patterns.forEach(this::note);
    }
  }

  /** Returns what these rules and others look at. */
  RuleReads with(RuleReads more) {
    Map<String, List<FactPattern>> both = new LinkedHashMap<>(rules);
    both.putAll(more.rules);
    return new RuleReads(both);
  }

  /** Returns the patterns of each rule, by its name. */
  Map<String, List<FactPattern>> patterns() {
    return rules;
  }

  /** Returns which facts no pattern can match. */
  FactGate gate() {
    return new FactGate(rules.values().stream().flatMap(List::stream).toList());
  }

  /** A pattern may come to be asked for by any of its equalities with variables. */
  private void note(FactPattern pattern) {
    Set<List<String>> sets = fields.computeIfAbsent(pattern.type(), type -> new HashSet<>());
    List<Set<String>> all = new ArrayList<>();
    all.add(new TreeSet<>(pattern.literals().keySet()));
    for (String field : pattern.variables().keySet()) {
      for (Set<String> set : List.copyOf(all)) {
        Set<String> more = new TreeSet<>(set);
        more.add(field);
        all.add(more);
      }
    }
    all.forEach(set -> sets.add(List.copyOf(set)));
  }

  /** Returns every key that a pattern may ask for and that this fact has. */
  public List<FactKey> keysOf(Object fact) {
    List<FactKey> keys = new ArrayList<>();
    fields.forEach(
        (type, sets) -> {
          if (type.isInstance(fact)) {
            sets.forEach(set -> keys.add(key(type, set, fact)));
          }
        });
    return keys;
  }

  private static FactKey key(Class<?> type, List<String> set, Object fact) {
    SortedMap<String, String> values = new TreeMap<>();
    set.forEach(field -> values.put(field, text(fact, field)));
    return new FactKey(type, values);
  }

  /**
   * Adds the keys of all facts that decide what the rules make of a fact that comes or goes.
   *
   * @param event the event during which it does
   * @param state the facts of the state in which the event happens, by key
   */
  public void collect(
      Object fact,
      CurrentEvent event,
      Function<FactKey, Collection<?>> state,
      Collection<FactKey> keys) {
    for (String rule : byType.computeIfAbsent(fact.getClass(), this::rulesAbout)) {
      List<FactPattern> patterns = rules.getOrDefault(rule, List.of());
      for (int i = 0; i < patterns.size(); i++) {
        if (patterns.get(i).admits(fact)) {
          new Reach(patterns, i, event).collect(fact, state, keys);
        }
      }
    }
  }

  /**
   * Returns whether a rule may tell facts of a type apart by a field in another way than by the
   * facts that have the same value there: by this value, or by an order of values. What checks
   * remark does not count.
   */
  public boolean tellsApart(Class<?> type, String field, String value) {
    return rules.values().stream()
        .filter(patterns -> patterns.stream().noneMatch(RuleReads::isCheck))
        .flatMap(List::stream)
        .filter(pattern -> pattern.type().isAssignableFrom(type))
        .anyMatch(
            pattern ->
                value.equals(pattern.literals().get(field)) || pattern.compared().contains(field));
  }

  private static boolean isCheck(FactPattern pattern) {
    return pattern.type() == CurrentEvent.class
        && pattern.required()
        && pattern.literals().getOrDefault("name", "").startsWith("check-");
  }

  private List<String> rulesAbout(Class<?> type) {
    return rules.entrySet().stream()
        .filter(rule -> rule.getValue().stream().anyMatch(p -> p.type().isAssignableFrom(type)))
        .map(Map.Entry::getKey)
        .toList();
  }

  private static String text(Object fact, String field) {
    return String.valueOf(FactFields.text(fact, field));
  }

  /** What one rule reads when a fact comes or goes that one of its patterns admits. */
  private static final class Reach {
    private final List<FactPattern> patterns;
    private final int trigger;
    private final CurrentEvent event;
    private final Map<String, Set<String>> known = new HashMap<>();
    private final Set<String> fixed = new HashSet<>();
    private final Set<String> unknowable = new HashSet<>();
    private boolean possible = true;

    Reach(List<FactPattern> patterns, int trigger, CurrentEvent event) {
      this.patterns = patterns;
      this.trigger = trigger;
      this.event = event;
      for (FactPattern pattern : patterns) {
        pattern
            .bindings()
            .forEach(
                (variable, field) -> {
                  if (field.equals(FactPattern.NO_FIELD)) {
                    unknowable.add(variable);
                  }
                });
      }
    }

    void collect(Object fact, Function<FactKey, Collection<?>> state, Collection<FactKey> keys) {
      match(patterns.get(trigger), fact);
      for (FactPattern pattern : patterns) {
        if (pattern.type() == CurrentEvent.class && pattern.required()) {
          match(pattern, event);
        }
      }
      fixed.addAll(known.keySet());
      Set<FactKey> own = new LinkedHashSet<>();
      for (int i = 0; possible && i < patterns.size(); i++) {
        FactPattern pattern = patterns.get(i);
        if ((i != trigger || !pattern.required()) && pattern.type() != CurrentEvent.class) {
          List<FactKey> asked = pattern.keys(known);
          own.addAll(asked);
          learn(pattern, asked, state);
        }
      }
      if (possible) {
        keys.addAll(own);
      }
    }

    /** A variable has this one value, or the rule cannot fire for this fact. */
    private void match(FactPattern pattern, Object fact) {
      possible &= pattern.admits(fact);
      pattern.bindings().forEach((variable, field) -> fix(variable, FactFields.text(fact, field)));
      pattern.variables().forEach((field, variable) -> fix(variable, FactFields.text(fact, field)));
    }

    private void fix(String variable, @Nullable String value) {
      if (value != null) {
        Set<String> before = known.put(variable, Set.of(value));
        possible &= before == null || before.contains(value);
      }
    }

    /** The variables of a pattern have values of the facts that it reads. */
    private void learn(
        FactPattern pattern, List<FactKey> asked, Function<FactKey, Collection<?>> state) {
      pattern
          .bindings()
          .forEach(
              (variable, field) -> {
                if (!fixed.contains(variable) && !unknowable.contains(variable)) {
                  Set<String> values = known.computeIfAbsent(variable, v -> new TreeSet<>());
                  asked.forEach(key -> state.apply(key).forEach(f -> values.add(text(f, field))));
                }
              });
    }
  }
}
