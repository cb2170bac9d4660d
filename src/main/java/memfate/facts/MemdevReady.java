package memfate.facts;

/**
 * All that a memory device needs to probe has just come together.
 *
 * @param memdev its name
 */
public record MemdevReady(String memdev) implements Transient {}
