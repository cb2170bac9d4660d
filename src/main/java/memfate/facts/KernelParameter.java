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
  /**
   * Returns whether the value is a comma-separated list with that word; dashes count as
   * underscores.
   */
  public boolean lists(String word) {
    return Arrays.asList(value.replace('-', '_').split(",")).contains(word);
  }

  /** Returns whether the value switches a boolean parameter on; none at all does. */
  public boolean on() {
    return value.isEmpty() || List.of("1", "y", "Y", "on", "true").contains(value);
  }
}
