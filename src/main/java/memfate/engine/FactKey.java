package memfate.engine;

import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The facts of a type that have these values.
 *
 * @param values by field, as text
 */
public record FactKey(Class<?> type, SortedMap<String, String> values) {
  static final int MOST_ALTERNATIVES = 16;

  FactKey with(String field, String value) {
    SortedMap<String, String> more = new TreeMap<>(values);
    more.put(field, value);
    return new FactKey(type, more);
  }
}
