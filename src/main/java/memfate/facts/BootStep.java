package memfate.facts;

import java.util.List;
import java.util.Map;
import memfate.iomem.AddressRange;
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

  /** Returns whether it comes before the deferred work of dax_hmem, or waits for it. */
  public boolean beforeWork() {
    return before().equals("hmem-work")
        || before().equals("deferred-work")
        || verb.equals("wait") && subject.equals("hmem-work");
  }

  /**
   * Returns whether it is about a device: numbers in names depend on timing, so the address that
   * its {@code at} argument tells counts more than the number.
   */
  public boolean isAbout(String name, AddressRange range) {
    return argument("at").isEmpty()
        ? subject.equals(name)
        : kind(subject).equals(kind(name)) && number(argument("at")) == range.start();
  }

  private static String kind(String name) {
    return name.replaceFirst("[0-9.]+$", "");
  }

  /** Returns whether a list argument, such as {@code memdevs}, has a word. */
  public boolean lists(String argument, String word) {
    return List.of(argument(argument).split("[, ]+")).contains(word);
  }

  /** Returns how many words a list argument has. */
  public int count(String argument) {
    return argument(argument).isBlank() ? 0 : argument(argument).trim().split("[, ]+").length;
  }

  /** Returns an argument as a number, or another one when it is not there. */
  public long numberOr(String argument, long otherwise) {
    return argument(argument).isEmpty() ? otherwise : number(argument(argument));
  }

  private static long number(String text) {
    try {
      return SizeWord.parse(text);
    } catch (NumberFormatException e) {
      return -1;
    }
  }

  /**
   * Returns the bytes of its {@code size} argument, or those of its {@code range}, or another size
   * when it has neither.
   */
  public long sizeOr(long otherwise) {
    if (!argument("size").isEmpty()) {
      return number(argument("size"));
    }
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
