package memfate.facts;

import memfate.platform.SourceLocation;

/**
 * A memory-side cache of the HMAT.
 *
 * @param pxm proximity domain of the memory behind it
 * @param size bytes
 * @param mode address mode: {@code extended-linear}, {@code transparent}, ...
 */
public record MemorySideCache(long pxm, long size, String mode, SourceLocation at)
    implements Located {}
