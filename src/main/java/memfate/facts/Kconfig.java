package memfate.facts;

import memfate.platform.SourceLocation;

/**
 * One Kconfig option of the kernel build, without {@code CONFIG_}.
 *
 * @param name option
 * @param value {@code y}, {@code m}, {@code n} or another value
 * @param explicit whether the description names it; the others follow their dependencies
 */
public record Kconfig(String name, String value, boolean explicit, SourceLocation at)
    implements Located {
  /** Returns an option that the description does not name. */
  public static Kconfig usual(String name, String value) {
    return new Kconfig(name, value, false, SourceLocation.NONE);
  }

  /** Returns whether the option is built in or a module. */
  public boolean enabled() {
    return !value.equals("n");
  }

  /** Returns 0 for {@code n}, 1 for {@code m}, 2 for {@code y} and any other value. */
  public int rank() {
    return rankOf(value);
  }

  /** Returns the rank of a value as {@link #rank()} does. */
  public static int rankOf(String value) {
    return value.equals("n") ? 0 : value.equals("m") ? 1 : 2;
  }
}
