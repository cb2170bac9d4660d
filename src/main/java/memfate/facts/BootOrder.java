package memfate.facts;

/**
 * How the order of events is fixed.
 *
 * @param mode {@code default} or {@code fixed}
 */
public record BootOrder(String mode) {}
