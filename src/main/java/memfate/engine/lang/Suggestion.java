package memfate.engine.lang;

import java.util.Collection;
import memfate.platform.NearestWord;

/** What a person may have meant. */
final class Suggestion {
  private static final int MOST_LISTED = 14;

  private Suggestion() {}

  /** Returns a help text: the nearest candidate, or all when they are few. */
  static String of(String word, Collection<String> candidates) {
    return NearestWord.of(word, candidates)
        .map("did you mean \"%s\"?"::formatted)
        .orElseGet(
            () ->
                candidates.isEmpty() || candidates.size() > MOST_LISTED
                    ? ""
                    : "there are " + String.join(", ", candidates));
  }
}
