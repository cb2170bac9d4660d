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
    int index,
    String verb,
    String subject,
    Map<String, String> arguments,
    SourceLocation at) implements Located {
  /** Returns whether an argument is there and says yes. */
  public boolean has(String argument) {
    return "true".equals(arguments.get(argument));
  }
}
