package memfate.facts;

import memfate.platform.SourceLocation;

/**
 * What a check remarked in an order of events, once that order is over.
 *
 * @param code such as {@code LOST-CAPACITY}
 * @param severity {@code error}, {@code warning} or {@code info}
 * @param bytes how many bytes are lost or concerned, -1 when that is no figure of it
 * @param at the input line
 */
public record FindingMade(String code, String severity, long bytes, SourceLocation at)
    implements Located {}
