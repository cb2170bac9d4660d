package memfate.engine;

import java.lang.reflect.Method;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Which facts no condition of some rules can match, whatever other facts there are: those need not
 * go through the network.
 *
 * <p>It errs on one side only: a fact that it lets through may match nothing, one that it holds
 * back matches nothing.
 */
final class FactGate {
  private final List<FactPattern> patterns;
  private final Map<Class<?>, Test> tests = new ConcurrentHashMap<>();

  FactGate(List<FactPattern> patterns) {
    this.patterns = patterns;
  }

  /** Returns whether a condition may match the fact. */
  boolean lets(Object fact) {
    Test test = tests.get(fact.getClass());
    return (test == null ? tests.computeIfAbsent(fact.getClass(), this::test) : test).holds(fact);
  }

  /** What the patterns about a type have in common: a field that each of them compares. */
  private Test test(Class<?> type) {
    List<FactPattern> about =
        patterns.stream().filter(pattern -> pattern.type().isAssignableFrom(type)).toList();
    if (about.isEmpty()) {
      return new Test(null, Set.of(), false);
    }
    Set<String> fields = new TreeSet<>(about.get(0).literals().keySet());
    about.forEach(pattern -> fields.retainAll(pattern.literals().keySet()));
    Test narrowest = new Test(null, Set.of(), true);
    Map<String, Set<String>> values = new HashMap<>();
    for (String field : fields) {
      Set<String> asked = values.computeIfAbsent(field, f -> new HashSet<>());
      about.forEach(pattern -> asked.add(pattern.literals().getOrDefault(field, "")));
      if (narrowest.field() == null || asked.size() > narrowest.values().size()) {
        narrowest = new Test(FactFields.accessor(type, field), Set.copyOf(asked), true);
      }
    }
    return narrowest;
  }

  /**
   * A test of facts of one type.
   *
   * @param field what is compared; null when any fact does, or none
   * @param values values of the field that do
   * @param any whether any fact does, where no field is compared
   */
  private record Test(@Nullable Method field, Set<String> values, boolean any) {
    boolean holds(Object fact) {
      return field == null ? any : values.contains(FactFields.text(fact, field));
    }
  }
}
