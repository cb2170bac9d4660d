package memfate.facts;

import java.util.Map;
import memfate.platform.SourceLocation;

/**
 * One line of {@code boot.events}.
 *
 * @param index place in the list, from 0
 * @param verb {@code load unload bind unbind hot-add hot-remove ...}
 * @param subject what it is about
 * @param arguments its other keys as text
 */
public record BootStep(
    int index, String verb, String subject, Map<String, String> arguments, SourceLocation at)
    implements Located {
  /**
   * Returns the event that the step comes before, while that is pending; empty for its own turn.
   */
  public String before() {
    return arguments.getOrDefault("before", "");
  }

  /** Returns the size of its {@code range} argument in bytes, or another size when it has none. */
  public long sizeOr(long otherwise) {
    String[] ends = argument("range").replace("0x", "").split("-", 2);
    return ends.length < 2
        ? otherwise
        : Long.parseUnsignedLong(ends[1].trim(), 16)
            - Long.parseUnsignedLong(ends[0].trim(), 16)
            + 1;
  }

  /** Returns whether a load step goes by a loader that knows no MODULE_SOFTDEP, such as insmod. */
  public boolean ignoresSoftdep() {
    return has("ignore-softdep") || "false".equals(argument("softdep")) || has("insmod");
  }

  /** Returns an argument as text, empty when it is not there. */
  public String argument(String name) {
    return arguments.getOrDefault(name, "");
  }

  /** Returns whether an argument is there and says yes. */
  public boolean has(String argument) {
    return "true".equals(arguments.get(argument));
  }
}
