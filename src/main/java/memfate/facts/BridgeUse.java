package memfate.facts;

/**
 * What leads to a host bridge and what is below it.
 *
 * @param windowBytes bytes of CXL Windows that lead to it, its share where they interleave; -1 when
 *     a window does not tell its targets
 * @param devices how many memory devices are present below it, -1 when not told
 */
public record BridgeUse(long uid, long windowBytes, int devices) {}
