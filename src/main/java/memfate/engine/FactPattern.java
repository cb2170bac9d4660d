package memfate.engine;

import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * One pattern of a rule, as far as equality says which facts it is about.
 *
 * @param type what it matches, also where it takes it {@code from} another fact
 * @param literals fields that must have a value, as text
 * @param variables fields that must have the value of a variable
 * @param bindings variables that take the value of a field, or of {@link #NO_FIELD}
 * @param compared names in whatever else it demands
 * @param required whether the rule fires only if it matches: not below {@code not}, {@code or} and
 *     the like
 */
record FactPattern(
    Class<?> type,
    Map<String, String> literals,
    Map<String, String> variables,
    Map<String, String> bindings,
    Set<String> compared,
    boolean required)
    implements Serializable {

  /** Stands for something that is not the value of a field: it may be anything. */
  static final String NO_FIELD = "";

  /** Returns a pattern that reads all facts of a type. */
  static FactPattern any(Class<?> type) {
    return new FactPattern(type, Map.of(), Map.of(), Map.of(), Set.of(), false);
  }

  /** Returns whether a fact may match, for all that the literals say. */
  boolean admits(Object fact) {
    return type.isInstance(fact)
        && literals.entrySet().stream()
            .allMatch(
                literal -> literal.getValue().equals(FactFields.text(fact, literal.getKey())));
  }

  /**
   * Returns what is known of the facts that it reads.
   *
   * @param known values that variables may have; one that is missing may have any
   */
  List<FactKey> keys(Map<String, Set<String>> known) {
    List<FactKey> keys = List.of(new FactKey(type, new TreeMap<>(literals)));
    for (Map.Entry<String, String> equality : variables.entrySet()) {
      Set<String> values = known.get(equality.getValue());
      if (values != null && values.size() * keys.size() <= FactKey.MOST_ALTERNATIVES) {
        String field = equality.getKey();
        keys =
            keys.stream()
                .flatMap(key -> values.stream().map(value -> key.with(field, value)))
                .toList();
      }
    }
    return keys;
  }
}
