package memfate.engine;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A rule and where it stands.
 *
 * @param name rule name
 * @param file path of its file, relative to the rules folder
 * @param line line of {@code rule}, 1-based
 * @param band precedence of its proposals
 * @param pack quirk pack it belongs to, or null
 * @param conditions its top-level conditions in order, as text
 */
public record RuleInfo(
    String name,
    String file,
    int line,
    Band band,
    @Nullable String pack,
    List<Condition> conditions) {

  /**
   * One condition of a rule.
   *
   * @param quantifier {@code exists}, {@code not}, or empty for a plain pattern
   * @param text the condition as written, on one line
   */
  public record Condition(String quantifier, String text) {}
}
