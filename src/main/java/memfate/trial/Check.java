package memfate.trial;

/**
 * One thing that a pack has to show.
 *
 * @param about the row, quirk, rule or case that it is about
 * @param passed whether it does
 * @param what what was found, in words
 */
public record Check(String about, boolean passed, String what) {

  static Check of(String about, boolean passed, String found, String missing) {
    return new Check(about, passed, passed ? found : missing);
  }
}
