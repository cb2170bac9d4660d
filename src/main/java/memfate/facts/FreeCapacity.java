package memfate.facts;

/**
 * What a memory device has for a new region.
 *
 * @param bytes volatile bytes that no decoder holds
 */
public record FreeCapacity(String memdev, long bytes) implements Transient {}
