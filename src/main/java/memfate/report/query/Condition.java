package memfate.report.query;

import java.util.Collection;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a record or a range has to have: {@code KEY=VALUE} or {@code KEY!=VALUE}, where {@code *} in
 * the value stands for anything.
 *
 * @param key where to look
 * @param wanted what one of the values there has to match
 * @param negated whether none may match instead
 */
public record Condition(Key key, Pattern wanted, boolean negated) {
  private static final Pattern FORM = Pattern.compile("([^=!]+)(!?=)(.*)");

  /**
   * Reads a condition.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static Condition of(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      throw new IllegalArgumentException(
          "'%s' is no condition; write KEY=VALUE or KEY!=VALUE".formatted(text));
    }
    String glob = "\\Q" + form.group(3).replace("*", "\\E.*\\Q") + "\\E";
    return new Condition(
        Key.of(form.group(1)), Pattern.compile(glob, Pattern.DOTALL), form.group(2).equals("!="));
  }

  boolean holds(Collection<String> values) {
    return values.stream().anyMatch(value -> wanted.matcher(value).matches()) != negated;
  }
}
