package memfate.boot;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import memfate.iomem.AddressRange;
import memfate.platform.SourceLocation;
import org.jspecify.annotations.Nullable;

/** Facts in words, for people. */
public final class FactText {
  /** From here on a number is easier to read in hex: addresses, sizes, flags. */
  private static final long LARGE = 4096;

  private FactText() {}

  /** Returns a fact as {@code Name(field value, ...)}, without its place in the input. */
  public static String of(Object fact) {
    if (fact instanceof Object[] results) {
      // What an accumulate with several functions answers.
      return Arrays.toString(results);
    }
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

  /** Returns the addresses that a fact is about, null when it is about none. */
  static @Nullable AddressRange rangeOf(Object fact) {
    RecordComponent[] components = fact.getClass().getRecordComponents();
    if (components != null) {
      for (RecordComponent component : components) {
        if (component.getType() == AddressRange.class) {
          return (AddressRange) accessed(fact, component);
        }
      }
    }
    return null;
  }

  private static String valueOf(Object fact, RecordComponent component) {
    Object value = accessed(fact, component);
    boolean hex =
        value instanceof Long number
            && (number < -1 || number >= LARGE || component.getName().equals("flags"));
    return hex ? "0x%x".formatted((Long) value) : String.valueOf(value);
  }

  private static @Nullable Object accessed(Object fact, RecordComponent component) {
    try {
      return component.getAccessor().invoke(fact);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("a record's accessor is public: " + component, e);
    }
  }
}
