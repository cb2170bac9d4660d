package memfate.boot;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import memfate.platform.SourceLocation;

/** Facts in words, for people. */
public final class FactText {
  private FactText() {}

  /** Returns a fact as {@code Name(field value, ...)}, without its place in the input. */
  public static String of(Object fact) {
    RecordComponent[] components = fact.getClass().getRecordComponents();
    if (components == null) {
      return fact.toString();
    }
    List<String> fields = new ArrayList<>();
    for (RecordComponent component : components) {
      if (component.getType() != SourceLocation.class) {
        String value = valueOf(fact, component);
        if (!value.isEmpty()) {
          fields.add(component.getName() + " " + value);
        }
      }
    }
    return fact.getClass().getSimpleName() + "(" + String.join(", ", fields) + ")";
  }

  private static String valueOf(Object fact, RecordComponent component) {
    try {
      Object value = component.getAccessor().invoke(fact);
      return component.getName().equals("flags") && value instanceof Long flags
          ? "0x%x".formatted(flags)
          : String.valueOf(value);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("a record's accessor is public: " + component, e);
    }
  }
}
