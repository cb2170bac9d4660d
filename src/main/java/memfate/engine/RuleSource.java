package memfate.engine;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One DRL file.
 *
 * @param file path as reports name it, relative to the rules folder
 * @param text its content
 * @param band precedence of its proposals
 * @param part which part of a quirk pack it is, or null for a policy's
 */
record RuleSource(String file, String text, Band band, @Nullable Part part) {

  /**
   * A part of a quirk pack.
   *
   * @param pack id of the pack
   * @param stage what its rules may say
   * @param quirks the quirks that the pack has
   * @param active those of them whose rules are taken
   */
  record Part(String pack, Stage stage, Set<String> quirks, Set<String> active) {}
}
