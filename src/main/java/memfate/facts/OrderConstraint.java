package memfate.facts;

import memfate.platform.SourceLocation;

/**
 * An order that the description asks for: {@code "a before b"}.
 *
 * @param before an event as {@code name subject}, or a module
 * @param after likewise
 */
public record OrderConstraint(String before, String after, SourceLocation at) implements Located {

  /** Returns the name of an event, the first word. */
  public static String nameOf(String event) {
    return event.split(" ", 2)[0];
  }

  /** Returns the subject of an event, what follows its name. */
  public static String subjectOf(String event) {
    String[] words = event.split(" ", 2);
    return words.length < 2 ? "" : words[1];
  }
}
