package memfate.facts;

import java.util.Arrays;
import java.util.List;
import memfate.platform.SourceLocation;

/**
 * One word of the kernel command line, or a module parameter as {@code module.name}.
 *
 * @param name text before the first {@code =}
 * @param value text after it, empty when there is none
 */
public record KernelParameter(String name, String value, SourceLocation at) implements Located {

  /** Returns whether the value is a comma-separated list with exactly that word. */
  public boolean lists(String word) {
    return Arrays.asList(value.split(",", -1)).contains(word);
  }

  /** Returns whether the value lists a module as modprobe reads it: dashes are underscores. */
  public boolean listsModule(String module) {
    return Arrays.asList(value.replace('-', '_').split(",", -1)).contains(module);
  }

  /**
   * Returns whether the value of {@code driver_async_probe=} makes a driver probe asynchronously:
   * {@code *} first names the exceptions.
   */
  public boolean makesAsynchronous(String driver) {
    return lists("*") != lists(driver);
  }

  /** Returns whether the value switches a boolean parameter on; none at all does. */
  public boolean on() {
    return value.isEmpty() || List.of("1", "y", "Y", "on", "true").contains(value);
  }
}
