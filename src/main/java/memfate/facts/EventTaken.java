package memfate.facts;

/**
 * An event of an order, once that order is over.
 *
 * @param name what happened, such as {@code deferred-work}
 * @param subject what it happened to, or empty
 * @param sequence place in the boot, from 1
 */
public record EventTaken(String name, String subject, int sequence) {}
