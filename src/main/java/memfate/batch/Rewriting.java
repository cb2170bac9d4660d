package memfate.batch;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import memfate.platform.SourceLocation;
import org.jspecify.annotations.Nullable;

/** Makes a record anew with other places and other texts; what does not change is shared. */
abstract class Rewriting {

  abstract SourceLocation place(SourceLocation place);

  abstract String text(String text);

  /** Returns the record with all places and texts in it, however deep, rewritten. */
  final <T extends Record> T of(T record) {
    @SuppressWarnings("unchecked") // a record becomes one of its own type
    T rewritten = (T) record(record);
    return rewritten;
  }

  private @Nullable Object any(@Nullable Object value) {
    if (value instanceof SourceLocation place) {
      return place(place);
    }
    if (value instanceof String text) {
      return text(text);
    }
    if (value instanceof Record record) {
      return record(record);
    }
    if (value instanceof Map<?, ?> map) {
      return map(map);
    }
    if (value instanceof Set<?> set) {
      return set.isEmpty() ? set : changed(set, Collections.unmodifiableSet(all(set)));
    }
    if (value instanceof List<?> list) {
      return list.isEmpty() ? list : list(list);
    }
    return value;
  }

  private Object record(Record record) {
    RecordShape shape = RecordShape.of(record.getClass());
    List<RecordComponent> components = shape.components();
    @Nullable Object[] values = new Object[components.size()];
    boolean same = true;
    for (int i = 0; i < values.length; i++) {
      Object before = RecordShape.value(components.get(i), record);
      values[i] = any(before);
      same &= values[i] == before;
    }
    return same ? record : shape.make(values);
  }

  private Set<@Nullable Object> all(Collection<?> from) {
    Set<@Nullable Object> to = new LinkedHashSet<>();
    from.forEach(value -> to.add(any(value)));
    return to;
  }

  private static Set<?> changed(Set<?> before, Set<?> after) {
    return before.equals(after) ? before : after;
  }

  private List<?> list(List<?> list) {
    List<@Nullable Object> values = new ArrayList<>(list.size());
    boolean same = true;
    for (Object before : list) {
      Object after = any(before);
      values.add(after);
      same &= after == before;
    }
    return same ? list : Collections.unmodifiableList(values);
  }

  private Map<?, ?> map(Map<?, ?> map) {
    Map<@Nullable Object, @Nullable Object> values = new LinkedHashMap<>();
    boolean same = true;
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      Object key = any(entry.getKey());
      Object value = any(entry.getValue());
      values.put(key, value);
      same &= key == entry.getKey() && value == entry.getValue();
    }
    return same ? map : Collections.unmodifiableMap(values);
  }
}
