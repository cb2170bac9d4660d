package memfate.batch;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What a record is made of.
 *
 * @param components its components, in order
 * @param constructor makes one of all components
 */
record RecordShape(List<RecordComponent> components, Constructor<?> constructor) {
  private static final Map<Class<?>, RecordShape> SHAPES = new ConcurrentHashMap<>();

  static RecordShape of(Class<?> type) {
    return SHAPES.computeIfAbsent(type, RecordShape::read);
  }

  private static RecordShape read(Class<?> type) {
    List<RecordComponent> components = List.of(type.getRecordComponents());
    Class<?>[] types = components.stream().map(RecordComponent::getType).toArray(Class<?>[]::new);
    try {
      Constructor<?> constructor = type.getDeclaredConstructor(types);
      constructor.setAccessible(true);
      for (RecordComponent component : components) {
        component.getAccessor().setAccessible(true);
      }
      return new RecordShape(components, constructor);
    } catch (NoSuchMethodException e) {
      throw new IllegalStateException("a record without its constructor: " + type, e);
    }
  }

  /** Returns the value of a component. */
  static @Nullable Object value(RecordComponent component, Record record) {
    try {
      return component.getAccessor().invoke(record);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("a record hides " + component, e);
    }
  }

  /** Makes a record whose parts come from another one of its type, and so are valid. */
  Object make(@Nullable Object[] values) {
    try {
      return constructor.newInstance(values);
    } catch (InvocationTargetException | InstantiationException | IllegalAccessException e) {
      throw new IllegalStateException("a record refuses its own parts: " + constructor, e);
    }
  }
}
