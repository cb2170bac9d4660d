package memfate.engine;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The components of facts. */
public final class FactFields {
  private static final ClassValue<Map<String, Method>> ACCESSORS =
      new ClassValue<>() {
        @Override
        protected Map<String, Method> computeValue(Class<?> type) {
          Map<String, Method> accessors = new LinkedHashMap<>();
          if (type.isRecord()) {
            for (RecordComponent component : type.getRecordComponents()) {
              Method accessor = component.getAccessor();
              accessor.setAccessible(true);
              accessors.put(component.getName(), accessor);
            }
          }
          return accessors;
        }
      };

  private FactFields() {}

  /** Returns the components of a fact by name, as text; nothing for one that is no record. */
  public static Map<String, String> of(Object fact) {
    Map<String, String> values = new LinkedHashMap<>();
    ACCESSORS
        .get(fact.getClass())
        .keySet()
        .forEach(f -> values.put(f, String.valueOf(text(fact, f))));
    return values;
  }

  static boolean has(Class<?> type, String field) {
    return ACCESSORS.get(type).containsKey(field);
  }

  /** Returns whether the text of a component tells its value, as rules compare it. */
  static boolean isPlain(Class<?> type, String field) {
    Method accessor = ACCESSORS.get(type).get(field);
    Class<?> value = accessor == null ? Object.class : accessor.getReturnType();
    return value.isPrimitive() || value == String.class || value.isEnum();
  }

  /** Returns what reads a component; null when there is none. */
  static @Nullable Method accessor(Class<?> type, String field) {
    return ACCESSORS.get(type).get(field);
  }

  /** Returns the value of a component as text; null when there is no such component. */
  static @Nullable String text(Object fact, String field) {
    Method accessor = accessor(fact.getClass(), field);
    return accessor == null ? null : text(fact, accessor);
  }

  /** Returns the value of a component as text. */
  static String text(Object fact, Method accessor) {
    try {
      return String.valueOf(accessor.invoke(fact));
    } catch (IllegalAccessException | InvocationTargetException e) {
      throw new IllegalStateException("a record tells its components", e);
    }
  }
}
