package memfate.facts;

import memfate.platform.SourceLocation;

/**
 * A quirk of a pack that is in force on this platform.
 *
 * @param id within its pack
 * @param pack id of the pack, {@code vendor/pack}
 * @param specificity how closely the row of {@code match.yaml} that matched describes the platform
 * @param at that row
 */
public record Quirk(String id, String pack, int specificity, SourceLocation at)
    implements Located {}
