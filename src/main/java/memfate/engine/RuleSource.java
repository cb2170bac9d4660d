package memfate.engine;

import org.jspecify.annotations.Nullable;

/**
 * One DRL file.
 *
 * @param file path as reports name it, relative to the rules folder
 * @param text its content
 * @param band precedence of its proposals
 * @param pack quirk pack it belongs to, or null
 */
public record RuleSource(String file, String text, Band band, @Nullable String pack) {}
