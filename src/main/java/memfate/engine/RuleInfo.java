package memfate.engine;

import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A rule and where it stands.
 *
 * @param name rule name
 * @param file path of its file, relative to the rules folder
 * @param line line of {@code rule}, 1-based
 * @param band precedence of its proposals
 * @param tie the quirk that it belongs to, null for a policy's rule
 * @param conditions its top-level conditions in order, as text
 * @param text the rule as written
 */
public record RuleInfo(
    String name,
    String file,
    int line,
    Band band,
    @Nullable Tie tie,
    List<Condition> conditions,
    String text)
    implements Serializable {

  /**
   * What a rule of a pack belongs to.
   *
   * @param pack id of the pack
   * @param quirk id of the quirk within it
   * @param stage what the rule may say
   */
  public record Tie(String pack, String quirk, Stage stage) implements Serializable {}

  /** Returns the id of the pack that it belongs to, null for a policy's rule. */
  public @Nullable String pack() {
    return tie == null ? null : tie.pack();
  }

  /**
   * One condition of a rule.
   *
   * @param quantifier {@code exists}, {@code not}, or empty for a plain pattern
   * @param text the condition as written, on one line
   */
  public record Condition(String quantifier, String text) implements Serializable {}
}
