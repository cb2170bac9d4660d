package memfate.facts;

import memfate.platform.SourceLocation;

/**
 * A CXIMS entry.
 *
 * @param granularity bytes
 * @param maps number of XOR maps
 */
public record XorMap(long granularity, int maps, SourceLocation at) implements Located {}
