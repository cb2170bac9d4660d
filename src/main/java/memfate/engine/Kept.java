package memfate.engine;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * What was compiled, by what it was compiled from; beyond a number, what was not used for longest
 * goes. Safe for threads.
 */
final class Kept<K, V> {
  private final Map<K, V> values;

  Kept(int most) {
    this.values =
        new LinkedHashMap<>(most, 0.75f, true) {
          private static final long serialVersionUID = 1L;

          @Override
          protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
            return size() > most;
          }
        };
  }

  /** Returns a value, which is made when it is not there; what cannot be made is not kept. */
  synchronized V get(K key, Function<K, V> making) {
    V known = values.get(key);
    if (known == null) {
      known = making.apply(key);
      values.put(key, known);
    }
    return known;
  }
}
