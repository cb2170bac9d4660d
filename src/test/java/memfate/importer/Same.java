package memfate.importer;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import memfate.platform.SourceLocation;

/** Compares records component by component and leaves out where they were read. */
public final class Same {
  private final List<String> differences = new ArrayList<>();

  private Same() {}

  /** Returns the components that differ, each with both values; none when all are equal. */
  public static List<String> differences(Object one, Object other) {
    Same same = new Same();
    same.compare("", one, other);
    return same.differences;
  }

  private void compare(String path, Object one, Object other) {
    if (one instanceof SourceLocation && other instanceof SourceLocation) {
      return;
    }
    if (one == null || other == null || !one.getClass().isRecord()) {
      compareValues(path, one, other);
    } else if (one.getClass() != other.getClass()) {
      differences.add("%s: %s, %s".formatted(path, one, other));
    } else {
      for (RecordComponent component : one.getClass().getRecordComponents()) {
        compare(path + "." + component.getName(), value(one, component), value(other, component));
      }
    }
  }

  private void compareValues(String path, Object one, Object other) {
    if (one instanceof List<?> list && other instanceof List<?> others) {
      for (int i = 0; i < Math.min(list.size(), others.size()); i++) {
        compare("%s[%d]".formatted(path, i), list.get(i), others.get(i));
      }
      if (list.size() != others.size()) {
        differences.add("%s has %d and %d rows".formatted(path, list.size(), others.size()));
      }
    } else if (!Objects.equals(one, other)) {
      differences.add("%s: %s, %s".formatted(path, shown(one), shown(other)));
    }
  }

  private static String shown(Object value) {
    if (value instanceof Set<?> set) {
      return set.stream().map(String::valueOf).sorted().collect(Collectors.joining(" "));
    }
    Object sorted = value instanceof Map<?, ?> map ? new TreeMap<>(map) : value;
    return value instanceof Collection || value instanceof Map || value instanceof Number
        ? String.valueOf(sorted)
        : "'" + sorted + "'";
  }

  private static Object value(Object owner, RecordComponent component) {
    try {
      return component.getAccessor().invoke(owner);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}
