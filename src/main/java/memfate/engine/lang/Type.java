package memfate.engine.lang;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a value is.
 *
 * @param raw its class; {@code Void} when an error was reported, and anything fits
 * @param element of a collection, null when nobody knows
 */
record Type(Class<?> raw, @Nullable Class<?> element) {
  static final Type UNKNOWN = new Type(Void.class, null);
  static final Type NULL = new Type(void.class, null);
  static final Type NUMBER = new Type(long.class, null);
  static final Type TEXT = new Type(String.class, null);
  static final Type TRUTH = new Type(boolean.class, null);

  private static final Map<Class<?>, Class<?>> UNBOXED =
      Map.of(
          Long.class, long.class,
          Integer.class, int.class,
          Short.class, short.class,
          Byte.class, byte.class,
          Boolean.class, boolean.class);

  static Type of(Class<?> raw) {
    return new Type(UNBOXED.getOrDefault(raw, raw), null);
  }

  boolean isUnknown() {
    return raw == Void.class;
  }

  boolean isNumber() {
    return raw == Number.class
        || raw == java.math.BigInteger.class
        || raw.isPrimitive() && raw != boolean.class && raw != void.class && raw != char.class;
  }

  boolean isText() {
    return raw == String.class;
  }

  boolean isTruth() {
    return raw == boolean.class;
  }

  boolean isCollection() {
    return Iterable.class.isAssignableFrom(raw);
  }

  /** Returns whether a value may be {@code null}. */
  private boolean isReference() {
    return !raw.isPrimitive() || this.equals(NULL);
  }

  /** Returns whether two values can be equal. */
  boolean comparesWith(Type other) {
    return isUnknown()
        || other.isUnknown()
        || isNumber() && other.isNumber()
        || equals(NULL) && other.isReference()
        || other.equals(NULL) && isReference()
        || raw.isAssignableFrom(other.raw)
        || other.raw.isAssignableFrom(raw);
  }

  /** Returns whether a value may be given where a class is asked for. */
  boolean fits(Class<?> wanted) {
    Type target = of(wanted);
    return isUnknown()
        || wanted == Object.class
        || isNumber() && target.isNumber() && !(raw == long.class && target.raw == int.class)
        || equals(NULL) && !wanted.isPrimitive()
        || target.raw.isAssignableFrom(raw);
  }

  /** As {@link #shown}, where the width of a number counts. */
  String shownExactly() {
    return raw == int.class ? "a 32-bit number" : raw == long.class ? "a 64-bit number" : shown();
  }

  /** Returns how messages name it. */
  String shown() {
    if (isNumber()) {
      return "a number";
    }
    if (isText()) {
      return "a text";
    }
    if (isTruth()) {
      return "true or false";
    }
    if (equals(NULL)) {
      return "null";
    }
    String name = Vocabulary.nameOf(raw);
    return isCollection() ? "a list" : ("AEIOU".indexOf(name.charAt(0)) < 0 ? "a " : "an ") + name;
  }
}
