package memfate.importer;

import java.util.Collection;
import java.util.Optional;
import memfate.platform.NearestWord;

/** Finds the word that a person meant. */
public final class DidYouMean {
  private DidYouMean() {}

  /** Returns the candidate that a person meant, see {@link NearestWord#of}. */
  public static Optional<String> nearest(String word, Collection<String> candidates) {
    return NearestWord.of(word, candidates);
  }

  /** Returns a help text unless nobody would see it. */
  static String help(String word, Collection<String> candidates, Problems problems) {
    return problems.isFull() ? "" : help(word, candidates);
  }

  /** Returns a help text: the nearest candidate, or all of them. */
  static String help(String word, Collection<String> candidates) {
    return nearest(word, candidates)
        .map(near -> "did you mean '%s'?".formatted(near))
        .orElseGet(() -> "valid here: " + String.join(", ", candidates));
  }
}
